"""What people's corrections are worth: forms read, corrected by a clerk, and read again."""
