"""Reading the numbers of passed and failed tests out of what test suites print."""
