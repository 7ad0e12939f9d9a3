"""Work that must not hold the window up: jobs go to the one worker, pieces are a few steps a turn of the event loop."""
