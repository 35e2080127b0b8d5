"""What may leave: logs made anew, and tables whose small numbers stay hidden."""
