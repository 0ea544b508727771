"""The real nginx and the real Caddy on the files of deploy/, with ports and paths put in."""

import os
import signal
import subprocess

from tests.live.programs import find, wait_for_port
from tests.live.server import ROOT, free_port

from .certificates import HOST

NGINX = """
{user}
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log info; worker_processes 1;
events {{}}
http {{
    include /etc/nginx/mime.types; access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/site.conf;
}}
"""


def replaced(text, changes):
    """Each of `changes` is there to be changed: a file that moved on fails here, and not silently."""
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


class Proxy:
    """`upstreams`: ports of server processes; `certificates`: a folder. `changes` of a test's own: {text: text}."""

    def __init__(self, folder, upstreams, certificates, changes=None):
        self.folder, self.upstreams, self.certificates, self.changes = folder, upstreams, certificates, changes or {}
        self.port, self.plain, self.program = free_port(), free_port(), find(self.name)
        self.url = f"https://{HOST}:{self.port}"
        self.write()

    def start(self):
        with open(self.folder / f"{self.name}.out", "a") as out:
            self.process = subprocess.Popen([self.program, *self.words], env=os.environ | self.env, stdout=out, stderr=out)
        wait_for_port(self.port, self.process)
        return self

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def restart(self):
        self.stop()
        self.start()


class Nginx(Proxy):
    name, env = "nginx", {}

    def write(self):
        servers = "".join(f"server 127.0.0.1:{port} max_fails=0;" for port in self.upstreams)
        site = (ROOT / "deploy/nginx.conf").read_text()
        site = "\n".join(line for line in site.splitlines() if "listen [::]" not in line)
        changes = {
            "server 127.0.0.1:8001 max_fails=0;": servers,
            "server 127.0.0.1:8002 max_fails=0;": "",
            "listen 80;": f"listen 127.0.0.1:{self.plain};",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.port} ssl http2;",
            "/etc/letsencrypt/live/study.example.org/fullchain.pem": f"{self.certificates}/chain.pem",
            "/etc/letsencrypt/live/study.example.org/privkey.pem": f"{self.certificates}/key.pem",
        }
        (self.folder / "site.conf").write_text(replaced(replaced(site, changes), self.changes))
        user = "user root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(NGINX.format(folder=self.folder, user=user))

    @property
    def words(self):
        return ["-p", str(self.folder), "-e", f"{self.folder}/nginx.log", "-c", f"{self.folder}/nginx.conf"]

    def check(self):
        return subprocess.run([self.program, *self.words, "-t"], capture_output=True, text=True)

    def reload(self):
        self.process.send_signal(signal.SIGHUP)


class Caddy(Proxy):
    name = "caddy"

    def write(self):
        self.admin = free_port()
        own = f"{{\n\tadmin 127.0.0.1:{self.admin}\n\thttp_port {self.plain}\n\tskip_install_trust\n"
        tls = f"\ttls {self.certificates}/chain.pem {self.certificates}/key.pem\n"
        site = (ROOT / "deploy/Caddyfile").read_text()
        assert site.count("\n{\n") == 1
        changes = {"\n{\n": "\n" + own, "{$SITE:study.example.org} {\n": "{$SITE:study.example.org} {\n" + tls}
        (self.folder / "Caddyfile").write_text(replaced(replaced(site, changes), self.changes))

    @property
    def env(self):
        upstreams = " ".join(f"127.0.0.1:{port}" for port in self.upstreams)
        folders = {"XDG_DATA_HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder)}
        return folders | {"SITE": f"{HOST}:{self.port}", "UPSTREAMS": upstreams}

    @property
    def words(self):
        return ["run", "--config", f"{self.folder}/Caddyfile", "--adapter", "caddyfile"]

    def check(self):
        words = [self.program, "validate", *self.words[1:]]
        return subprocess.run(words, env=os.environ | self.env, capture_output=True, text=True)

    def reload(self):
        words = [self.program, "reload", "--force", "--address", f"127.0.0.1:{self.admin}", *self.words[1:]]
        subprocess.run(words, env=os.environ | self.env, check=True, capture_output=True)


KINDS = {"nginx": Nginx, "caddy": Caddy}
