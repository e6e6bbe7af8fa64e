"""Facts of many documents to organisations and projects."""
