//! Files become tables, rows and problems: formats, dialects, encodings, archives.
