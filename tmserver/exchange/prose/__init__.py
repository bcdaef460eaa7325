"""Documents of running text, read as paragraphs: plain text, Markdown, HTML, DOCX, ODT."""
