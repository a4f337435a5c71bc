"""What results mean: one file a question of MODEL.md part C."""
