"""The reference workload in numpy by hand: the yardstick for the engine's speed."""
