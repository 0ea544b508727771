"""A certificate authority of a test's own, and a certificate of the address that the files in deploy/ name."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "study.example.org"


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def signed(subject, key, issuer, issuer_key, *extensions):
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number(), now - timedelta(1), now + timedelta(2))
    for extension in extensions:
        made = made.add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
    return made.sign(issuer_key, hashes.SHA256())


def pem(*things):
    return b"".join(thing.public_bytes(serialization.Encoding.PEM) for thing in things)


def write(folder):
    """`folder`/ca.pem, which clients trust, and chain.pem and key.pem, which the proxies show."""
    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    identifier = x509.SubjectKeyIdentifier.from_public_key(ca_key.public_key())
    usage = x509.KeyUsage(*(place in (0, 5, 6) for place in range(9)))
    ca = signed(name("A test"), ca_key, name("A test"), ca_key, x509.BasicConstraints(ca=True, path_length=0), usage, identifier)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier)
    certificate = signed(name(HOST), key, name("A test"), ca_key, x509.SubjectAlternativeName([x509.DNSName(HOST)]), issuer)
    (folder / "ca.pem").write_bytes(pem(ca))
    (folder / "chain.pem").write_bytes(pem(certificate, ca))
    pkcs8, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, pkcs8, plain))
    return folder
