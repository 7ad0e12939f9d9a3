"""The tests, mirroring the package; `python3 -m tests` sets itself up and runs them."""
