"""What goes out for an audience to read: the status report and the timeline page."""
