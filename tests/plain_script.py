"""Start app.py as a platform does that looks for no server in it: `python -m tests.plain_script --server.port=8501`."""

import sys

from streamlit import config
from streamlit.web import bootstrap

config._main_script_path = "app.py"
given = dict(argument.removeprefix("--").split("=") for argument in sys.argv[1:])
options: dict[str, str | bool] = {name.replace(".", "_"): value for name, value in given.items()}
options |= {"server_headless": True, "server_address": "127.0.0.1"}
bootstrap.load_config_options(options)
bootstrap.run("app.py", is_hello=False, args=[], flag_options=options)
