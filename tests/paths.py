"""Where things are: the checkout, the sample logs, and the files of others beside it."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "data" / "samples"
JOB_SEEKER = SAMPLES / "job_seeker.csv"
CLEAN_LOG = SAMPLES / "clean.csv"
SHARED = ROOT.parent / "shared" / "data"
