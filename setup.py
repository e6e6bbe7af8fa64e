"""The egg that scrapyd takes: the crawler alone, with its data. Everything else installs by pyproject.toml.

`scrapyd-deploy` runs this with setuptools. Reading and extraction are no part of it: they work on the archive that the
crawl leaves, by `fondoscop build`.
"""

from setuptools import find_packages, setup

setup(
    packages=find_packages(include=["crawler", "crawler.*", "store", "store.*", "romanian", "romanian.*"]),
    py_modules=[],
    package_data={"crawler": ["*.toml"], "romanian": ["lexicon/*.toml"], "store": ["*.sql"]},
    zip_safe=True,
)
