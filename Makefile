# Every target makes .venv from requirements.lock (hashes) if it is not there.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup report picture site test check lab notebooks
setup: .venv/.ready

.venv/.ready: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "installing the packages of requirements.lock into .venv, which takes some minutes"
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

report: setup
	mkdir -p reports
	$(BIN)/toolkit report seeds -o reports/kremlin-and-kyiv.html

picture: report  # the picture of the README, taken by Chromium
	chromium --headless --no-sandbox --hide-scrollbars --window-size=1000,1150 --screenshot=docs/report.png reports/kremlin-and-kyiv.html

site: setup  # what GitHub Pages can serve
	$(BIN)/toolkit site public

check: setup
	$(BIN)/ruff format --check toolkit tests benchmarks training
	$(BIN)/ruff check toolkit tests benchmarks training
	$(BIN)/mypy

test: check
	$(BIN)/python -m pytest
	$(BIN)/python -m pytest --nbval --nbval-current-env --nbval-sanitize-with tests/sanitize.cfg notebooks

lab: setup
	$(BIN)/toolkit lab

notebooks: setup  # run anew and kept with their outputs, which are what `make test` expects
	TOOLKIT_PRECISION=f32 $(BIN)/python -m jupyter nbconvert --to notebook --inplace --execute --ExecutePreprocessor.record_timing=False notebooks/*.ipynb
