"""Writes certificates for localhost, each with its key in one file, into a directory, and the authority's own as ca.pem.

python certificates.py DIRECTORY
"""

import ipaddress
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NOW = datetime.now(timezone.utc)
AUTHORITY = ec.generate_private_key(ec.SECP256R1())


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def signed(subject, key, start, end, *, host=None):
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name("Test authority"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + timedelta(days=start))
        .not_valid_after(NOW + timedelta(days=end))
        .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
    )
    if host is not None:
        names = [x509.DNSName(host), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(AUTHORITY, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def main(directory):
    (directory / "ca.pem").write_bytes(signed("Test authority", AUTHORITY, -100, 100))
    for file, start, end, host in [
        ("good", -10, 60, "localhost"),
        ("expired", -10, -3, "localhost"),
        ("soon", -60, 5, "localhost"),
        ("other", -10, 60, "other.example"),
    ]:
        key = ec.generate_private_key(ec.SECP256R1())
        text = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (directory / f"{file}.pem").write_bytes(text + signed(host, key, start, end, host=host))


main(Path(sys.argv[1]))
