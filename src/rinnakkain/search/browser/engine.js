// The engine of the search: from the index of one language and what a reader types to the texts that
// answer, best first. It knows nothing of the page; index.py writes what it reads.

import { folded, words } from "./letters.js";

// What a hit counts, by how the word was found. The same word counts more than another form of it,
// a part of a compound less, and what is only near least.
const EXACT = 1.3;
const FORM = 1;
const PART = 0.65;
const SYNONYM = 0.85;
// A synonym of a word that the texts have themselves.
const BESIDE = 0.45;
// What a word can also be read as, where it is a base form itself (seuraaja, of seurata).
const ALSO = 0.6;
// A word that only stands within another one, in a way that nobody knows of as a part.
const WITHIN = 0.5;
// The least that is left of a form that shares no beginning with what was typed.
const CLOSE = 0.85;
const SCATTERED = 0.6;
const LAST = 0.45;
const BEGINNING = 0.6;
const SLIP = 0.6;
// And by where it stands: in the text, in a rule's short name, in the title of its page.
const NAME = 1.5;
const TITLE = 0.3;
// The guideline's own texts answer; the head of a part leads to them, an aside tells of the guideline.
const KINDS = { text: 1, head: 0.6, aside: 0.3 };
// Shorter words are no beginning of others, and hold no slip that could be told from another word.
const SHORTEST_BEGINNING = 4;
const SHORTEST_COMPLETED = 3;
const SHORTEST_SLIP = 5;
// The fewest letters that stand before a word within another one.
const SHORTEST_WITHIN = 3;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

// Whether one slip of the finger makes one word of the other: a letter too many, too few, another
// one, or two that changed places.
const near = (one, other) => {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return (
    short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
  );
};

// Whether a slip is one that even a short word shows: a letter doubled or not, two changed places.
const isPlain = (one, other) => {
  const once = (word) => word.replace(/(.)\1/g, "$1");
  return once(one) === once(other) || [...one].sort().join() === [...other].sort().join();
};

// Where a run stands in a sequence, or -1.
const position = (sequence, run) => {
  for (let at = 0; at + run.length <= sequence.length; at += 1) {
    if (run.every((base, place) => sequence[at + place] === base)) return at;
  }
  return -1;
};

// How many letters two words have in common at their beginnings; -1 where dots tell them apart: who
// types some of them leaves out none.
const agreeing = (typed, word) => {
  const [one, other] = [folded(typed), folded(word)];
  const isDotted = one !== typed;
  let at = 0;
  while (at < one.length && one[at] === other[at]) {
    if (isDotted && typed[at] !== word[at]) return -1;
    at += 1;
  }
  return at;
};

// A word by how it differs from another one: how many letters go, and which ones come.
const differing = (one, other) => {
  const [, cut, letters] = /^(\d*)(.*)$/.exec(other);
  return one.slice(0, one.length - Number(cut)) + letters;
};

const number = (text) => parseInt(text, 36);

export class Engine {
  constructor(index) {
    this.ignored = new Set(index.ignored.split(" "));
    this.links = index.links;
    this.endings = index.endings.map((pattern) => new RegExp(`^(?:${pattern})$`));
    this.forms = new Map();
    const analyses = index.forms.split(" ");
    const numbered = (text) =>
      words(text).flatMap((word) => {
        if (this.ignored.has(folded(word))) return [];
        if (!this.forms.has(word)) {
          this.forms.set(word, { word, key: folded(word), place: this.forms.size, analyses: [] });
        }
        return [this.forms.get(word).place];
      });
    const titles = index.pages.map(numbered);
    this.documents = index.documents.map(([at, kind, ruleNumber, name, text, page], place) => {
      // What each word of it counts, by where it stands, and how often it stands there.
      const held = new Map();
      const put = (forms, weight) => {
        for (const form of forms) {
          const [most, times] = held.get(form) ?? [0, 0];
          held.set(form, [Math.max(most, weight), times + 1]);
        }
      };
      put(numbered(name), kind === "text" ? NAME : 1);
      put(numbered(text), 1);
      put(titles[page], TITLE);
      return { place, at, kind, number: ruleNumber, name, text, page: index.pages[page], held };
    });
    this.list = [...this.forms.values()];
    // What each base form is in the texts where it first comes, from which it is written.
    const letters = [];
    // The number of a base form that comes for the first time is the next one, and is not written.
    let next = 0;
    const base = (text) => (text ? number(text) : next++);
    for (const form of this.list) {
      form.analyses = (analyses[form.place] ?? "").split("/").map((text) => {
        const parts = text.split("+").map((part) => part.split("."));
        const starts = parts.slice(0, -1).reduce((all, [length]) => [...all, all.at(-1) + number(length)], [0]);
        const bases = parts.map((part) => base(part.at(-1)));
        bases.forEach((own, at) => (letters[own] ??= form.word.slice(starts[at], starts[at + 1])));
        return { starts, bases };
      });
    }
    const sequence = (text) => text.split("+").map(base);
    this.synonyms = index.synonyms.map(([target, typed]) => ({
      document: target.startsWith("#") ? Number(target.slice(1)) : null,
      target: target.startsWith("#") ? [] : target.split(" ").map(sequence),
      typed: typed.map((phrase) => phrase.split(" ").map(sequence)),
    }));
    this.isVerb = index.bases.map((row) => Number(row.startsWith("!")));
    const rows = index.bases.map((row) => row.replace("!", "").split(","));
    this.bases = rows.map(([own], base) => differing(letters[base] ?? "", own));
    this.stems = new Map();
    this.stemsOf = rows.map(([, ...others], base) => {
      const own = folded(this.bases[base]);
      const stems = [own, ...others.map((other) => differing(own, other))];
      for (const stem of stems) this.stems.set(stem, [...(this.stems.get(stem) ?? []), base]);
      return stems;
    });
    // The words that each base form is a part of.
    this.formsOf = this.bases.map(() => new Set());
    for (const form of this.list) {
      for (const { bases } of form.analyses) for (const base of bases) this.formsOf[base].add(form);
    }
    // How the texts write a word that begins a compound: arbets of arbete.
    this.headsOf = new Map();
    for (const { key, analyses } of this.list) {
      for (const { starts, bases } of analyses) {
        bases.slice(0, -1).forEach((own, at) => {
          const head = key.slice(starts[at], starts[at + 1]);
          this.headsOf.set(head, (this.headsOf.get(head) ?? new Set()).add(own));
        });
      }
    }
    this.byKey = grouped(this.list);
  }

  // Which of the rests of a word are endings, of a verb and of another word, by where they begin.
  ends(key) {
    return this.endings.map((ending) => Array.from({ length: key.length + 1 }, (_, at) => ending.test(key.slice(at))));
  }

  // The ways to read a word as known parts, each a run of base forms; the fewest parts first.
  readings(key) {
    const ends = this.ends(key);
    const found = new Set();
    for (let end = key.length; end > 1; end -= 1) {
      for (const base of this.stems.get(key.slice(0, end)) ?? []) {
        if (ends[this.isVerb[base]][end]) found.add(base);
      }
    }
    return found.size ? [...found].map((base) => [base]) : this.compounds(key);
  }

  compounds(key) {
    const found = [];
    for (let end = 3; end <= key.length - 3; end += 1) {
      const heads = this.heads(key.slice(0, end));
      if (!heads.length) continue;
      const tail = key.slice(end);
      // So short a part is one only as it is, without an ending.
      const bases = tail.length < 4 ? (this.stems.get(tail) ?? []).map((base) => [base]) : this.readings(tail);
      for (const rest of bases) {
        for (const head of heads) found.push([head, ...rest]);
      }
    }
    const fewest = Math.min(...found.map((run) => run.length));
    return found.filter((run) => run.length === fewest).slice(0, 8);
  }

  heads(key) {
    const found = new Set(this.headsOf.get(key));
    for (const link of this.links) {
      if (key.endsWith(link)) {
        for (const base of this.stems.get(key.slice(0, key.length - link.length)) ?? []) found.add(base);
      }
    }
    return [...found];
  }

  // The forms of the texts that hold one of several runs of base forms, each with what it counts: the
  // more, the nearer it is to the word that was typed.
  holding(runs, typed = "") {
    const found = new Map();
    const put = (form, counts) => {
      if (counts > (found.get(form.place) ?? 0)) found.set(form.place, counts);
    };
    for (const run of runs) {
      for (const form of this.formsOf[run[0]]) {
        for (const { starts, bases } of form.analyses) {
          const first = position(bases, run);
          if (first < 0) continue;
          const alike = agreeing(typed, form.word.slice(starts[first]));
          if (alike < 0) continue;
          const close = typed ? CLOSE + ((1 - CLOSE) * alike) / typed.length : 1;
          put(form, (bases.length === run.length ? FORM : PART) * close);
        }
      }
    }
    return found;
  }

  // What a word stands for, each meaning with the forms that must be there, all of them; `runs` are
  // the base forms that it was read as.
  meanings(typed) {
    const key = folded(typed);
    const runs = this.readings(key);
    let meanings = this.meant(runs, typed);
    if (!meanings.length) {
      const compounds = runs.filter((run) => run.length > 1);
      meanings = this.scattered(compounds);
    }
    if (!meanings.length && key.length >= SHORTEST_BEGINNING) meanings = one(this.beginning(typed));
    if (!meanings.length && key.length >= SHORTEST_SLIP) meanings = one(this.within(typed));
    if (!meanings.length && key.length >= SHORTEST_SLIP && !runs.some((run) => run.length === 1)) {
      const meant = this.near(key);
      meanings = weighed(meant.meanings, SLIP);
      return { runs, meanings, corrected: meant.word };
    }
    return { runs, meanings };
  }

  // The meanings of compounds that no text has: their parts, wherever they stand. Where no text has
  // them all, a last part that is a synonym says what it is.
  scattered(compounds) {
    const read = compounds.map((run) => run.map((base) => this.meant([[base]])));
    const found = read.map((parts) => ({ parts, forms: [], counts: SCATTERED }));
    const all = found.filter((some) => this.answered(some));
    if (all.length) return all;
    return weighed(read.flatMap((parts) => parts.at(-1).filter((meaning) => meaning.isTyped)), LAST);
  }

  answered(meaning) {
    return this.documents.some((one) => answers(one, meaning));
  }

  // The meanings of runs of base forms: what holds them, and what synonyms make of them.
  meant(runs, typed = "") {
    const isBase = (run) => run.length === 1 && this.stemsOf[run[0]][0] === folded(typed);
    const forms = this.holding(runs.filter(isBase), typed);
    const isOwn = forms.size > 0;
    for (const [form, counts] of this.holding(runs.filter((run) => !isBase(run)), typed)) {
      forms.set(form, Math.max(forms.get(form) ?? 0, counts * (isOwn ? ALSO : 1)));
    }
    for (const form of this.byKey.get(folded(typed)) ?? []) {
      if (agreeing(typed, form.word) >= 0) forms.set(form.place, EXACT);
    }
    const meanings = one(forms);
    // A word that the texts have as such, or as a part, needs no synonym.
    const counts = isOwn || Math.max(0, ...forms.values()) > PART ? BESIDE : SYNONYM;
    const own = runs.filter((run) => run.length > 1 || agreeing(typed, this.bases[run[0]]) >= 0);
    for (const synonym of this.synonyms) {
      if (synonym.typed.some((phrase) => phrase.length === 1 && own.some((run) => same(phrase[0], run)))) {
        meanings.push({ ...this.meaning(synonym), counts, isTyped: true });
      }
    }
    return meanings.filter((one) => this.answered(one));
  }

  meaning(synonym) {
    if (synonym.document !== null) return { document: synonym.document, forms: [] };
    return { forms: synonym.target.map((run) => this.holding([run])) };
  }

  // The forms of the texts that begin as a word does, or one of whose parts does.
  beginning(typed) {
    const key = folded(typed);
    const found = new Map();
    for (const form of this.list) {
      for (const { starts } of form.analyses) {
        for (const at of starts) {
          if (!form.key.startsWith(key, at) || agreeing(typed, form.word.slice(at)) < 0) continue;
          const counts = at ? BEGINNING * PART : BEGINNING;
          if (counts > (found.get(form.place) ?? 0)) found.set(form.place, counts);
        }
      }
    }
    return found;
  }

  // The forms of the texts within which a word stands, with or without its ending.
  within(typed) {
    const key = folded(typed);
    const ends = this.ends(key)[0];
    const heads = ends.flatMap((isEnding, end) => (isEnding && end >= SHORTEST_SLIP ? [key.slice(0, end)] : []));
    const found = new Map();
    for (const head of heads.reverse()) {
      for (const form of this.list) {
        const at = form.key.indexOf(head, SHORTEST_WITHIN);
        if (at > 0 && agreeing(typed, form.word.slice(at)) >= 0) found.set(form.place, WITHIN);
      }
      if (found.size) break;
    }
    return found;
  }

  // Whether a slip of the finger stands in an ending, and is no letter more where the stem ends.
  isEnd(rest, kind) {
    const ending = this.endings[kind];
    for (let at = 0; at <= rest.length; at += 1) {
      const [head, tail] = [rest.slice(0, at), rest.slice(at)];
      if (at && tail && ending.test(head + tail.slice(1))) return true;
      if (tail.length > 1 && ending.test(head + tail[1] + tail[0] + tail.slice(2))) return true;
      for (const letter of LETTERS) {
        if (ending.test(head + letter + tail) || (tail && ending.test(head + letter + tail.slice(1)))) return true;
      }
    }
    return false;
  }

  // What a word with a slip was meant to be: the runs whose stem, one slip away, begins it. The
  // shorter a word, the fewer slips tell it from another word.
  near(key) {
    const ends = this.ends(key);
    const isShort = key.length <= SHORTEST_SLIP + 1;
    let best = [];
    let least = Infinity;
    for (const [stem, runs] of this.spellings()) {
      if (stem.length < SHORTEST_SLIP - 1 || stem.length > key.length + 1) continue;
      // The first letter is seldom the wrong one; of the first two one at least is there.
      if (stem[0] !== key[0] && (key.length < 8 || !key.slice(0, 2).match(`[${stem.slice(0, 2)}]`))) continue;
      for (let end = stem.length - 1; end <= Math.min(stem.length + 1, key.length); end += 1) {
        const rest = key.length - end;
        if (rest > least || (isShort ? rest : stem.length < SHORTEST_SLIP)) continue;
        if (!runs.some((run) => ends[this.isVerb[run.at(-1)]][end])) continue;
        // What comes behind is shorter than what it comes behind, and no other word begins there.
        if (rest * 2 >= stem.length) continue;
        if (key[end - 1] !== stem.at(-1) && (rest || end !== stem.length)) continue;
        const typed = key.slice(0, end);
        if (!near(typed, stem) || (key.length <= SHORTEST_SLIP && !isPlain(typed, stem))) continue;
        if (rest < least) best = [];
        least = rest;
        best.push(...runs.filter((run) => ends[this.isVerb[run.at(-1)]][end]));
      }
    }
    for (const [stem, runs] of best.length ? [] : this.spellings()) {
      if (stem.length < SHORTEST_SLIP || !key.startsWith(stem)) continue;
      best.push(...runs.filter((run) => this.isEnd(key.slice(stem.length), this.isVerb[run.at(-1)])));
    }
    const unique = [...new Map(best.map((run) => [run.join(), run])).values()];
    return { meanings: this.meant(unique), word: unique.length ? this.spelt(unique[0]) : "" };
  }

  // A run of base forms as a word.
  spelt(run) {
    const last = this.bases[run.at(-1)];
    if (run.length === 1) return last;
    for (const form of this.formsOf[run[0]]) {
      for (const { starts, bases } of form.analyses) {
        const first = position(bases, run);
        if (first >= 0) return form.word.slice(starts[first], starts[first + run.length - 1]) + last;
      }
    }
    return last;
  }

  // Every stem, and those of each run of parts in a compound, with the runs that they are of.
  spellings() {
    if (this.spelling) return this.spelling;
    const table = new Map();
    const put = (stem, run) => {
      if (!table.has(stem)) table.set(stem, []);
      table.get(stem).push(run);
    };
    this.stemsOf.forEach((stems, base) => stems.forEach((stem) => put(stem, [base])));
    const seen = new Set();
    for (const { key, analyses } of this.list) {
      for (const { starts, bases } of analyses) {
        for (let first = 0; first < bases.length; first += 1) {
          for (let last = first + 1; last < bases.length; last += 1) {
            const run = bases.slice(first, last + 1);
            // Readers drop what links the parts, too.
            const plain = run.slice(0, -1).map((base) => this.stemsOf[base][0]).join("");
            for (const head of new Set([key.slice(starts[first], starts[last]), plain])) {
              if (seen.has(head + run)) continue;
              seen.add(head + run);
              for (const stem of this.stemsOf[run.at(-1)]) put(head + stem, run);
            }
          }
        }
      }
    }
    this.spelling = [...table];
    return this.spelling;
  }

  // What takes a moment is done before the first slip of the finger.
  warm() {
    this.spellings();
  }

  // Search: the documents that answer, best first, each with the forms to be marked in it; the words
  // that are not known; what was taken for a slip, with what it was taken for.
  search(query) {
    const typed = words(query).filter((word) => word.length > 1 || /\p{N}/u.test(word));
    const isIgnored = (word) => this.ignored.has(folded(word));
    const isEmpty = typed.every(isIgnored);
    const all = typed.map((word) =>
      isIgnored(word) && !isEmpty
        ? { word, runs: this.readings(folded(word)), meanings: [], isIgnored: true }
        : { word, ...this.meanings(word) },
    );
    this.takePhrases(all);
    const terms = all.filter((term) => !term.isIgnored);
    const unknown = terms.filter((term) => !term.meanings.length).map((term) => term.word);
    const corrected = terms.filter((term) => term.corrected && term.meanings.length);
    const known = terms.filter((term) => term.meanings.length);
    const found = new Map();
    for (const term of known) {
      const scores = new Map();
      const forms = new Map();
      for (const meaning of term.meanings) {
        const hits = this.documents.filter((one) => answers(one, meaning));
        const rare = Math.log(1 + this.documents.length / Math.max(hits.length, 1));
        for (const one of hits) {
          const score = counted(one, meaning) * rare * (meaning.counts ?? 1);
          if (score > (scores.get(one.place) ?? 0)) scores.set(one.place, score);
          const marked = forms.get(one.place) ?? new Set();
          for (const group of groups(meaning)) for (const place of group.keys()) marked.add(place);
          forms.set(one.place, marked);
        }
      }
      for (const [place, score] of scores) {
        const hit = found.get(place) ?? { score: 0, terms: 0, forms: new Set() };
        hit.score += score;
        hit.terms += 1;
        forms.get(place).forEach((form) => hit.forms.add(form));
        found.set(place, hit);
      }
    }
    const hits = [...found].map(([place, hit]) => {
      const one = this.documents[place];
      const score = hit.score * KINDS[one.kind] * (0.4 + (0.6 * hit.terms) / known.length);
      const marked = [...hit.forms].filter((form) => one.held.has(form)).map((form) => this.list[form].word);
      return { ...one, score, marked };
    });
    hits.sort((one, other) => other.score - one.score || one.place - other.place);
    return {
      hits,
      unknown,
      corrected: corrected.map(({ word, corrected: meant }) => ({ word, meant })),
    };
  }

  // Several words that are one synonym (death threat) mean what it means, each of them.
  takePhrases(terms) {
    for (const synonym of this.synonyms) {
      for (const phrase of synonym.typed) {
        if (phrase.length < 2) continue;
        for (let at = 0; at + phrase.length <= terms.length; at += 1) {
          const own = terms.slice(at, at + phrase.length);
          if (own.every((term, place) => term.runs.some((run) => same(run, phrase[place])))) {
            for (const term of own) term.meanings.push({ ...this.meaning(synonym), counts: 1 });
          }
        }
      }
    }
  }

  // Words of the texts that begin as the last word that is typed does, in their base form.
  completions(query, limit = 4) {
    const last = /[\p{L}\p{N}]+$/u.exec(query.toLowerCase())?.[0];
    if (!last || last.length < SHORTEST_COMPLETED) return [];
    const key = folded(last);
    const found = new Set();
    for (const form of this.list) {
      if (!form.key.startsWith(key)) continue;
      const word = this.spelt(form.analyses[0].bases);
      if (folded(word).startsWith(key) && word !== last) found.add(word);
    }
    return [...found].sort((one, other) => one.length - other.length).slice(0, limit);
  }
}

const same = (one, other) => one.length === other.length && one.every((base, at) => base === other[at]);

const grouped = (list) => {
  const table = new Map();
  for (const form of list) table.set(form.key, [...(table.get(form.key) ?? []), form]);
  return table;
};

// The meaning of forms of which one must be there.
const one = (forms) => (forms.size ? [{ forms: [forms] }] : []);

const weighed = (meanings, weight) =>
  meanings.map((meaning) => ({ ...meaning, counts: (meaning.counts ?? 1) * weight }));

// What a document counts for a group of forms: as its best word does, and a little more for each other.
const best = (one, group) => {
  let most = 0;
  let times = 0;
  for (const [form, counts] of group) {
    const [weight, own] = one.held.get(form) ?? [0, 0];
    most = Math.max(most, counts * weight);
    times += own;
  }
  return most && most * (1 + 0.05 * Math.min(times - 1, 4));
};

const answers = (one, meaning) => {
  if (meaning.parts) return meaning.parts.every((some) => some.some((each) => answers(one, each)));
  if (meaning.document !== undefined) return meaning.document === one.place;
  return meaning.forms.every((group) => group.size && best(one, group));
};

const counted = (one, meaning) => {
  const sum = (numbers) => numbers.reduce((all, number) => all + number, 0) / numbers.length;
  if (meaning.parts) {
    const own = (some) => some.filter((each) => answers(one, each)).map((each) => counted(one, each));
    return sum(meaning.parts.map((some) => Math.max(...own(some))));
  }
  return meaning.document === undefined ? sum(meaning.forms.map((group) => best(one, group))) : 1;
};

// The groups of forms that a meaning finds, to be marked.
const groups = (meaning) => (meaning.parts ? meaning.parts.flat().flatMap(groups) : meaning.forms);
