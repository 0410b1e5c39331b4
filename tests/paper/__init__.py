"""The instruments that read and judge a finished PDF, and what the PDFs are held to."""
