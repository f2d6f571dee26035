"""What script/bench runs: each part measures, and prints the tables of docs/performance.md. Not tests."""
