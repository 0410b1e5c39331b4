# make serve   see the guideline while writing it     make check   what is wrong, what is not known
# make site    build what is published, into site/    make test    all tests, with all they need
# make back    publish again what was published before the last build
# make soak    the tests that take longer                     make audit   whether outside links answer
# make bench   what is caught, what is let through, how fast
# make report  what the newest commit changes in the texts, and what is still asked of whom
# make preview the same as a page with the texts before and after, proposal.html
# make words   learn the words of the texts anew, for the search    make bench-search   how well it finds
# make bill    list the parts it is made of  make vulnerabilities   what is known against any part
# make rehearse-exit   build the same pages with MkDocs's successor, and say what is not yet carried over
# make lock    pin the newest versions of everything that is used

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check
NPM := $(BIN)/npm --ignore-scripts --no-audit --no-fund

.PHONY: serve site back pdf check annotate report preview edition words test soak bench bench-search \
  audit bill vulnerabilities rehearse-exit lock

serve: $(VENV)/site.done
	$(BIN)/rinnakkain serve

site: $(VENV)/site.done
	$(BIN)/rinnakkain build

back: $(VENV)/site.done
	$(BIN)/rinnakkain back

# The PDFs alone, into pdf/.
pdf: $(VENV)/site.done
	$(BIN)/rinnakkain pdf

check: $(VENV)/site.done
	$(BIN)/rinnakkain check

# For a pull request: each slip at its line.
annotate: $(VENV)/site.done
	$(BIN)/rinnakkain check --format github

# Of a pull request too, whose links lead to the forge. The shell reads the names, not make: a branch
# can be called what make would run.
report: $(VENV)/site.done
	@$(BIN)/rinnakkain report $${REPOSITORY:+--repository "$$REPOSITORY"} \
	  $${BRANCH:+--branch "$$BRANCH"} $${OPEN_CHANGES:+--open-changes "$$OPEN_CHANGES"} \
	  $${PREVIEW:+--preview "$$PREVIEW"} $${BUILT:+--built "$$BUILT"}

# The same as a page of its own, with the texts before and after as readers will see them.
preview: $(VENV)/site.done
	@$(BIN)/rinnakkain preview --file proposal.html $${REPOSITORY:+--repository "$$REPOSITORY"} \
	  $${BRANCH:+--branch "$$BRANCH"}

# After a change is merged: the newest edition, its data and its booklets, is kept for ever.
edition: $(VENV)/site.done
	$(BIN)/rinnakkain edition

# After a change is merged too: large dictionaries, which no build needs.
words: $(VENV)/words.done
	$(BIN)/rinnakkain words

# Asks the network.
audit: $(VENV)/site.done
	$(BIN)/rinnakkain audit

# What the site is made of, as a CycloneDX bill of materials, bill.json.
bill: $(VENV)/test.done
	$(BIN)/python -m rinnakkain.bill > bill.json

# Asks the network too: what is known against any part. It fails where nobody could be asked.
vulnerabilities: $(VENV)/test.done
	$(BIN)/python -m rinnakkain.vulnerabilities

rehearse-exit: $(VENV)/site.done $(VENV)/exit.done
	$(BIN)/rinnakkain rehearse

bench: $(VENV)/lighthouse.done
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python tests/nginx/install.py --bench
	$(BIN)/python -m bench

bench-search: $(VENV)/test.done
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m bench.search

test: $(VENV)/node.done $(VENV)/exit.done
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python tests/nginx/install.py
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest

soak: $(VENV)/test.done
	$(BIN)/pytest -m soak

# A venv that holds what is locked, with hashes, and this project itself.
$(VENV)/%.done: requirements/%.txt pyproject.toml
	test -x $(BIN)/pip || python3 -m venv $(VENV)
	$(INSTALL) --require-hashes --requirement $<
	$(INSTALL) --no-build-isolation --no-deps --editable .
	touch $@

# Zensical needs a Markdown of its own, and so a venv of its own.
$(VENV)/exit.done: requirements/exit.txt
	test -x $(VENV)/exit/bin/pip || python3 -m venv $(VENV)/exit
	$(VENV)/exit/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	touch $@

# What only npm has, as it is locked: what the tests need, and for `make bench` Lighthouse, which is ten
# times as large. No package's own script runs: each would load something more.
$(VENV)/node.done: NPM_LEAVES := --omit=optional
$(VENV)/node.done $(VENV)/lighthouse.done: tests/node/package.json tests/node/package-lock.json $(VENV)/test.done
	mkdir -p $(VENV)/node
	cp tests/node/package.json tests/node/package-lock.json $(VENV)/node/
	$(NPM) ci --prefix $(VENV)/node --loglevel=error $(NPM_LEAVES)
	touch $(VENV)/node.done $@

# uv resolves for every platform at once; it is installed for this command alone. What makes the site
# is what was tested.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header

lock: $(VENV)/test.done
	$(INSTALL) uv
	$(LOCK) --upgrade --extra build --extra test pyproject.toml --output-file requirements/test.txt
	$(LOCK) --constraints requirements/test.txt --extra build pyproject.toml \
	  --output-file requirements/site.txt
	$(LOCK) --constraints requirements/test.txt --extra build --extra words pyproject.toml \
	  --output-file requirements/words.txt
	$(LOCK) --upgrade --group exit --output-file requirements/exit.txt
	$(BIN)/pip uninstall --quiet --yes uv
	rm tests/node/package-lock.json
	$(NPM) install --prefix tests/node --package-lock-only --omit-lockfile-registry-resolved \
	  --save-dev --save-exact axe-core@latest vnu-jar@latest
	$(NPM) install --prefix tests/node --package-lock-only --omit-lockfile-registry-resolved \
	  --save-optional --save-exact lighthouse@latest
