"""Looking at a page before it leaves, and letting it leave."""
