// The dialog of the search: a field and the texts that answer what is typed in it. Its words stand in
// the page's own language in a template; nothing that is typed leaves the page or is kept.

import { Engine } from "./engine.js";
import { checksum, marked } from "./letters.js";

// More than these nobody reads, and what counts less than a part of the best one answers no question.
const LIMIT = 20;
const LEAST = 0.2;
// How long a teaser is, in characters, and how much of it stands before the first word found.
const TEASER = 220;
const BEFORE = 60;
// A reader who types on is not told of each letter, in milliseconds.
const PAUSE = 300;

const style = (href) =>
  new Promise((loaded) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    link.onload = link.onerror = loaded;
    document.head.append(link);
  });

const element = (name, className, ...inner) => {
  const made = document.createElement(name);
  made.className = className;
  made.append(...inner);
  return made;
};

// The piece of a text around the first word that was found.
const teaser = (text, isMarked) => {
  if (text.length <= TEASER) return text;
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)];
  const first = words.find((match) => isMarked(match[0].toLowerCase()))?.index ?? 0;
  let start = first > BEFORE * 2 ? text.indexOf(" ", first - BEFORE) + 1 : 0;
  if (text.length - start < TEASER) start = text.indexOf(" ", text.length - TEASER) + 1;
  const end = start + TEASER < text.length ? text.lastIndexOf(" ", start + TEASER) : text.length;
  return `${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
};

export class Dialog {
  constructor(template, index) {
    this.root = template.content.firstElementChild.cloneNode(true);
    this.address = index;
    const part = (name) => this.root.querySelector(`[data-search-${name}]`);
    this.input = part("input");
    this.status = part("status");
    this.told = part("told");
    this.list = part("list");
    this.suggestions = part("suggestions");
    this.nothing = part("nothing");
    this.failed = part("failed");
    this.input.addEventListener("input", () => this.show());
    this.input.addEventListener("keydown", (event) => this.press(event));
    part("close").addEventListener("click", () => this.root.close());
    part("again").addEventListener("click", () => {
      this.input.focus();
      this.load();
    });
    this.root.addEventListener("click", (event) => {
      if (event.target === this.root) this.root.close();
    });
    document.body.append(this.root);
    this.styled = style(new URL("search.css", import.meta.url).href);
    this.load();
  }

  async load() {
    this.failed.hidden = true;
    try {
      const answer = await fetch(this.address);
      if (!answer.ok) throw new Error(answer.statusText);
      this.engine = new Engine(await answer.json());
      this.root.dataset.ready = "true";
      setTimeout(() => this.engine.warm());
    } catch {
      this.failed.hidden = false;
    }
    this.show();
  }

  async open(query = "") {
    await this.styled;
    if (!this.root.open) this.root.showModal();
    if (query) this.input.value = query;
    this.input.select();
    this.show();
  }

  show() {
    const query = this.input.value.trim();
    const isAsked = Boolean(this.engine && query);
    const { hits, unknown, corrected } = isAsked
      ? this.engine.search(this.input.value)
      : { hits: [], unknown: [], corrected: [] };
    const shown = hits.filter(({ score }) => score >= LEAST * hits[0].score).slice(0, LIMIT);
    this.list.replaceChildren(...shown.map((hit, place) => this.option(hit, place)));
    this.list.hidden = !shown.length;
    this.list.scrollTop = 0;
    this.input.setAttribute("aria-expanded", String(shown.length > 0));
    this.activate(-1);
    this.nothing.hidden = !isAsked || shown.length > 0;
    this.suggest(isAsked ? this.engine.completions(this.input.value) : []);
    const say = this.status.dataset;
    const notes = [];
    if (corrected.length) notes.push(say.corrected.replace("{words}", corrected.map(({ meant }) => meant).join(", ")));
    if (unknown.length && shown.length) notes.push(say.unknown.replace("{words}", unknown.join(", ")));
    this.told.textContent = notes.join(" ");
    this.told.hidden = !notes.length;
    const count = shown.length === 1 ? say.one : say.many.replace("{n}", shown.length);
    const nothing = this.nothing.firstElementChild.textContent;
    this.say(isAsked ? [shown.length ? count : nothing, ...notes].join(" ") : "", isAsked && shown.length ? count : "");
  }

  // What is seen changes at once; what is spoken, when the reader pauses.
  say(spoken, seen) {
    this.root.querySelector("[data-search-count]").textContent = seen;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      this.status.textContent = spoken;
    }, PAUSE);
  }

  option(hit, place) {
    const words = new Set(hit.marked);
    const isMarked = (word) => words.has(word);
    const option = document.createElement("a");
    const address = new URL(hit.at, this.address);
    if (words.size) address.searchParams.set("h", [...new Set(hit.marked.map(checksum))].join("-"));
    Object.assign(option, { href: address.href, id: `search-option-${place}`, tabIndex: -1, role: "option" });
    option.setAttribute("aria-selected", "false");
    const name = element("span", "search-name", ...marked(hit.name, isMarked));
    const head = element("span", "search-title", name);
    if (hit.number) head.prepend(element("span", "search-number", hit.number), " ");
    option.append(head);
    if (hit.text) {
      option.append(" ", element("span", "search-text", ...marked(teaser(hit.text, isMarked), isMarked)));
    }
    if (hit.page !== hit.name) option.append(" ", element("span", "search-page", hit.page));
    return option;
  }

  suggest(words) {
    const buttons = words.map((word) => {
      const button = element("button", "search-suggestion", word);
      button.type = "button";
      button.addEventListener("click", () => {
        this.input.value = this.input.value.replace(/[\p{L}\p{N}]+$/u, `${word} `);
        this.input.focus();
        this.show();
      });
      return element("li", "", button);
    });
    this.suggestions.querySelector("ul").replaceChildren(...buttons);
    this.suggestions.hidden = !buttons.length;
  }

  activate(place) {
    this.active = place;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    const option = this.list.children[place];
    if (!option) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  press(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const last = this.list.children.length - 1;
    const goals = {
      ArrowDown: this.active >= last ? 0 : this.active + 1,
      ArrowUp: this.active <= 0 ? last : this.active - 1,
    };
    // Without a chosen text they are the field's own.
    if (this.active >= 0) Object.assign(goals, { Home: 0, End: last });
    if (event.key in goals && last >= 0) {
      event.preventDefault();
      this.activate(goals[event.key]);
    } else if (event.key === "Enter" && last >= 0) {
      event.preventDefault();
      this.list.children[Math.max(this.active, 0)].click();
    }
  }
}
