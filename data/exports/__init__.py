"""The exports of known tools, recognised by their content: one module for each family."""
