"""Verifies passports of Khiên with `cwt` and `base45`, which know nothing of Khiên.

    python verify.py CASES.json

CASES.json is what `cargo run --example peers` of the crate `certificate` prints.
"""

import base64
import json
import sys
import zlib

import base45
import cwt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

HCERT = -260
EU_DCC = 1


def key_of(case):
    public = load_der_public_key(base64.b64decode(case["spki"]))
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return cwt.COSEKey.from_pem(pem, kid=base64.b64decode(case["kid"]), alg=case["algorithm"])


def claims_of(message, case):
    return cwt.decode(message, key_of(case))


def refuses(message, case):
    try:
        claims_of(message, case)
    except Exception:
        return True
    return False


def changed(message):
    """The same with one bit of the payload, and with one bit of the signature, turned."""
    for at in (len(message) // 2, len(message) - 1):
        other = bytearray(message)
        other[at] ^= 1
        yield bytes(other)


def fault(case):
    """What is wrong with a case, if anything."""
    prefix, text = case["text"][:4], case["text"][4:]
    if prefix != "HC1:":
        return "prefix"
    message = zlib.decompress(base45.b45decode(text))
    claims = claims_of(message, case)
    if (claims[1], claims[6], claims[4]) != (case["issuer"], case["issued_at"], case["expires_at"]):
        return "claims"
    if claims[HCERT][EU_DCC] != case["payload"]:
        return "payload"
    if not all(refuses(other, case) for other in changed(message)):
        return "a changed byte was accepted"
    return None


def main(path):
    with open(path, encoding="utf-8") as file:
        cases = json.load(file)
    failed = 0
    for case in cases:
        try:
            wrong = fault(case)
        except Exception as error:
            wrong = f"{type(error).__name__}: {error}"
        failed += wrong is not None
        print(f"cwt (Python): {case['name']}: {wrong or 'ok'}")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return failed != 0 or not cases


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
