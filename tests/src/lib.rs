//! What the test programs share: where things are, how to run the command line, how to score clusters.
