-- Adds links to the chain, in hexadecimal in JSON: this engine takes no lists.
INSERT INTO audit_link (
    seq, entry_id, hash
)
SELECT json_extract(value, '$[0]'), unhex(json_extract(value, '$[1]')), unhex(json_extract(value, '$[2]'))
FROM json_each($1)
