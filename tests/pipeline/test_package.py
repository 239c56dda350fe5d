import subprocess
import sys


def test_the_two_functions_are_there_whatever_was_imported_before() -> None:
    code = (
        "import pipeline.decoding, pipeline.reader, pipeline;"
        "assert callable(pipeline.decode) and callable(pipeline.read)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
