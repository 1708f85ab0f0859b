"""Sets everything up and runs Pluggy Desktop from its folder: `python3 run.py demo` or `test`.

Standard library only, and written so that any Python 3 can read it far enough to say which one
is needed: no f-strings, no annotations that have to be evaluated.
"""

import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
STAMP = VENV / "installed-from.txt"
SCREENSHOTS = ROOT / "demo-screenshots"
OLDEST, NEWEST = (3, 11), (3, 14)  # what every package in the lock has builds for
WINDOWS = os.name == "nt"

USAGE = """usage: python3 run.py COMMAND

  demo             the window with example data (without a display: the whole job, offscreen,
                   with a picture of every screen in demo-screenshots)
  test [ARGS...]   the tests; ARGS go to pytest
  app [ARGS...]    the program itself; ARGS as in "pluggy-desktop --help"
  setup            only install what is needed, in .venv
"""

# Which Debian package has each shared library that Qt asks of a Linux system. What is missing is
# found by loading Qt's own files; this only says what it is called.
LIBRARIES = ROOT / "resources" / "debian-libraries.json"
# What Qt needs at least, for a system where nothing is installed yet that could be asked.
ALWAYS = (
    "libEGL.so.1",
    "libGL.so.1",
    "libbrotlidec.so.1",
    "libdbus-1.so.3",
    "libfontconfig.so.1",
    "libglib-2.0.so.0",
    "libgssapi_krb5.so.2",
    "libxkbcommon.so.0",
)
WITH_X11 = (
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-keysyms.so.1",
    "libxcb-shape.so.0",
    "libxcb-xkb.so.1",
    "libxkbcommon-x11.so.0",
)

# Run by the environment's Python: prints the shared libraries that are missing for the Qt
# platform plugins named on the command line. A file that cannot be loaded is asked about with
# ldd, which names all that it misses; the loader itself names only the first.
PROBE = r"""
import ctypes, importlib.util, pathlib, re, subprocess, sys
root = pathlib.Path(importlib.util.find_spec("PySide6").origin).parent
files = [root / "Qt/plugins/platforms" / ("libq%s.so" % name) for name in sys.argv[1:]]
files += [root / ("Qt%s.abi3.so" % name) for name in ("Widgets", "Network", "Svg", "Test")]
missing = set()
for file in files:
    try:
        ctypes.CDLL(str(file))
    except OSError as error:
        found = re.match(r"(\S+\.so\S*): cannot open shared object", str(error))
        missing.add(found.group(1) if found else "?" + str(error))
        try:
            said = subprocess.run(["ldd", str(file)], capture_output=True, text=True).stdout
        except OSError:
            said = ""
        missing.update(re.findall(r"^\s*(\S+) => not found", said, re.M))
print("\n".join(sorted(missing)))
"""


# Run by the environment's Python: whether the X server that DISPLAY names lets us in.
ASK_X11 = r"""
import ctypes, sys
xcb = ctypes.CDLL("libxcb.so.1")
xcb.xcb_connect.restype = ctypes.c_void_p
sys.exit(xcb.xcb_connection_has_error(ctypes.c_void_p(xcb.xcb_connect(None, None))) != 0)
"""


class Stop(Exception):
    """Something is missing that the person has to see to; the text says what."""


def main(arguments: "list[str]") -> int:
    """Do what the command line says; the exit code."""
    commands = {"demo": demo, "test": test, "app": app, "setup": only_setup}
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command not in commands:
        sys.stdout.write(USAGE)
        return 0 if command in ("-h", "--help", "help") else 2
    try:
        if not supported(sys.version_info[:2]):
            other = other_python()
            if other:
                return become([*other, str(Path(__file__).resolve()), *arguments], cwd=Path.cwd())
        return commands[command](rest)
    except Stop as reason:
        sys.stderr.write("\n{}\n".format(reason))
        return 1
    except KeyboardInterrupt:
        return 130


def only_setup(_rest: "list[str]") -> int:
    """Install, and say where."""
    say("Ready: {}".format(prepared(["offscreen"])))
    return 0


def demo(rest: "list[str]") -> int:
    """The window with example data, or pictures of every screen where there is no display."""
    if rest:
        sys.stdout.write(USAGE)
        return 2
    platform = display()
    python = prepared([platform or "offscreen"])
    if platform and display_answers(python, platform):
        return become([python, "-m", "pluggy_desktop", "--sandbox"], cwd=ROOT)
    say("There is no display here: doing the whole job offscreen, with a picture of every screen.")
    command = [python, "-m", "pluggy_desktop.tour", "--out", str(SCREENSHOTS)]
    code = run(command, QT_QPA_PLATFORM="offscreen")
    if code == 0:
        say("The pictures are in {}".format(SCREENSHOTS))
    return code


def test(rest: "list[str]") -> int:
    """The tests; those that need a display, a browser or a keyring say so where there is none."""
    platform = display()
    python = prepared(["offscreen", platform] if platform else ["offscreen"])
    return become([python, "-m", "pytest", *rest], cwd=ROOT)


def app(rest: "list[str]") -> int:
    """The program itself."""
    python = prepared([display() or "offscreen"])
    return become([python, "-m", "pluggy_desktop", *rest], cwd=Path.cwd())


# -- Python and its packages ----------------------------------------------------------------------


def supported(version: "tuple[int, int]") -> bool:
    """Whether every package in the lock has builds for this Python."""
    return OLDEST <= version <= NEWEST


def other_python() -> "list[str]":
    """The command of a supported Python on this computer; [] if uv is to bring one."""
    versions = ["3.{}".format(minor) for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    commands = [["python" + version] for version in versions]
    if WINDOWS:
        commands = [["py", "-" + version] for version in versions] + commands
    for command in commands:
        if shutil.which(command[0]) and supported(version_of(command)):
            return command
    if shutil.which("uv"):
        return []
    raise Stop(
        "Pluggy Desktop needs Python 3.{} to 3.{}, and this is Python {}.{}.\n"
        "Install one of them and run this again. On Debian and Ubuntu:  sudo apt-get install "
        "python3.11 python3.11-venv   On Fedora:  sudo dnf install python3.13   Elsewhere: the "
        "installer from python.org.".format(OLDEST[1], NEWEST[1], *sys.version_info[:2])
    )


def version_of(command: "list[str]") -> "tuple[int, int]":
    """The version of the Python that `command` starts; (0, 0) if it starts none."""
    code = "import sys; print(sys.version_info[0], sys.version_info[1])"
    try:
        said = subprocess.check_output([*command, "-c", code], stderr=subprocess.DEVNULL)
        major, minor = said.split()
        return int(major), int(minor)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return 0, 0


def prepared(platforms: "list[str]") -> str:
    """The path of a Python that has everything in the lock, with Qt's `platforms` able to load."""
    python = str(VENV / ("Scripts/python.exe" if WINDOWS else "bin/python"))
    if not supported(version_of([python])):
        make_environment(platforms)
    if not STAMP.exists() or STAMP.read_text() != stamp():
        install(python)
        STAMP.write_text(stamp())
    if sys.platform.startswith("linux"):
        check_qt(python, platforms)
    return python


def make_environment(platforms: "list[str]") -> None:
    """Make .venv, with uv if it is there."""
    clear = VENV.is_dir() and any(VENV.iterdir())
    if clear and not (VENV / "pyvenv.cfg").exists():
        raise Stop("{} is in the way: move it elsewhere and run this again.".format(VENV))
    say("Making an environment for Pluggy Desktop in {}".format(VENV))
    uv = shutil.which("uv")
    if uv:
        asked = ">=3.{},<3.{}".format(OLDEST[1], NEWEST[1] + 1)
        which = sys.executable if supported(sys.version_info[:2]) else asked
        command = [uv, "venv", "--quiet", "--python", which]
    else:
        try:
            import ensurepip  # noqa: F401  (Debian keeps it in a package of its own)
        except ImportError:
            wanted = ALWAYS + (WITH_X11 if "xcb" in platforms else ())
            provide([venv_package()], [name for name in wanted if not loads(name)])
        command = [sys.executable, "-m", "venv"]
    checked(command + (["--clear"] if clear else []) + [str(VENV)], "The environment was not made.")


def install(python: str) -> None:
    """Install what the lock names: these very files (by hash), ready-built, and nothing else."""
    say("Installing the packages of requirements.lock; this takes a minute or two.")
    rules = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--quiet", "-r", str(LOCK)]
    uv = shutil.which("uv")
    if uv:
        command = [uv, "pip", "install", "--python", python]
    else:
        if subprocess.call([python, "-c", "import pip"], stderr=subprocess.DEVNULL) != 0:
            checked([python, "-m", "ensurepip"], "pip was not installed.")  # uv made this one
        command = [python, "-m", "pip", "install", "--disable-pip-version-check"]
    checked(
        command + rules,
        "The packages were not all installed; the lines above say why. Check that this computer "
        "is on the network, then run this again: it goes on from where it stopped.",
    )


def stamp() -> str:
    """What tells whether .venv holds the lock: the lock's hash, and what is installed there."""
    packages = "Lib/site-packages" if WINDOWS else "lib/python*/site-packages"
    names = "\n".join(sorted(found.name for found in VENV.glob(packages + "/*.dist-info")))
    lock = LOCK.read_bytes().replace(b"\r\n", b"\n")
    return "{} {}".format(*(hashlib.sha256(x).hexdigest() for x in (lock, names.encode())))


# -- what Qt needs of the system ------------------------------------------------------------------


def display() -> "str | None":
    """Qt's name for the kind of display there is; None where there is none."""
    if not sys.platform.startswith("linux"):
        return "windows" if WINDOWS else "cocoa"
    if os.environ.get("DISPLAY"):
        return "xcb"
    return "wayland" if os.environ.get("WAYLAND_DISPLAY") else None


def display_answers(python: str, platform: str) -> bool:
    """Whether a window could be opened: Qt aborts where the display that is named is not there."""
    if platform != "xcb":
        return True
    return subprocess.call([python, "-c", ASK_X11], stderr=subprocess.DEVNULL) == 0


def check_qt(python: str, platforms: "list[str]") -> None:
    """See that Qt can load, since it would abort without a word to people; else get what it needs."""
    missing = missing_libraries(python, platforms)
    if missing:
        provide([], missing)
        missing = missing_libraries(python, platforms)
    if missing:
        raise Stop("Qt cannot be loaded on this system. Missing: {}".format(", ".join(missing)))


def missing_libraries(python: str, platforms: "list[str]") -> "list[str]":
    """The shared libraries that Qt's files ask for in vain, by trying."""
    said = subprocess.check_output([python, "-c", PROBE, *platforms])
    return said.decode("utf-8", "replace").split("\n")[:-1] if said.strip() else []


def loads(library: str) -> bool:
    """Whether this system has the shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def venv_package() -> str:
    """Debian's package that lets this Python make environments."""
    usual = os.path.realpath(shutil.which("python3") or "")
    if usual == os.path.realpath(sys.executable):
        return "python3-venv"
    return "python{}.{}-venv".format(*sys.version_info[:2])


def provide(packages: "list[str]", libraries: "list[str]") -> None:
    """Install Debian `packages` and `libraries` as root; anybody else is told the line to type."""
    debian = json.loads(LIBRARIES.read_text(encoding="utf-8"))
    named = sorted({debian[name] for name in libraries if name in debian} | set(packages))
    if shutil.which("apt-get") and named:
        if os.geteuid() == 0:
            say("Installing system packages: {}".format(" ".join(named)))
            failed = "The system packages were not installed; the lines above say why."
            checked(["apt-get", "-qq", "update"], failed)
            install_them = ["apt-get", "-qq", "install", "--no-install-recommends", "--yes"]
            checked(install_them + named, failed, DEBIAN_FRONTEND="noninteractive")
            return
        line = "sudo apt-get update && sudo apt-get install --no-install-recommends {}"
        line = line.format(" ".join(named))
    elif shutil.which("dnf") and libraries:
        mark = "()(64bit)" if sys.maxsize > 2**32 else ""
        line = "sudo dnf install {}".format(" ".join("'" + x + mark + "'" for x in libraries))
    else:
        line = "(the packages of your system that have these) " + " ".join(packages + libraries)
    raise Stop(
        "Some parts of the system are missing. Install them with\n\n    {}\n\nand run this "
        "again.".format(line)
    )


# -- running things -------------------------------------------------------------------------------


def run(command: "list[str]", cwd: Path = ROOT, **extra: str) -> int:
    """Run `command` with this checkout importable; its exit code, 128 + n where signal n ended it."""
    process = subprocess.Popen(command, cwd=str(cwd), env=environment(**extra))
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue  # it was told as well, and ends in its own way
        return code if code >= 0 else 128 - code


def become(command: "list[str]", cwd: Path) -> int:
    """Run `command` in the place of this process, so that signals reach it; its exit code."""
    if not WINDOWS:
        sys.stdout.flush()
        os.chdir(str(cwd))
        os.execvpe(command[0], command, environment())
    return run(command, cwd=cwd)  # Windows has nothing of the kind


def environment(**extra: str) -> "dict[str, str]":
    """This process's environment with this checkout importable, and `extra`."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    return dict(os.environ, PYTHONPATH=os.pathsep.join(filter(None, paths)), **extra)


def checked(command: "list[str]", failed: str, **extra: str) -> None:
    """Run `command` with `extra` in its environment; Stop, saying `failed`, if it fails."""
    try:
        code = subprocess.call(command, cwd=str(ROOT), env=dict(os.environ, **extra))
    except OSError as error:
        raise Stop("{}: {}\n{}".format(command[0], error, failed)) from None
    if code != 0:
        raise Stop(failed)


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
