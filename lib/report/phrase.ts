/** Words of ours with text from strangers between them, which each format escapes its own way. */
export interface Phrase {
  /** One more than there are texts. */
  readonly words: readonly string[];
  readonly texts: readonly string[];
}

/** @example phrase`team ${slug}` */
export function phrase(words: readonly string[], ...texts: readonly string[]): Phrase {
  return { words, texts };
}

/** Phrases in a row, with words between them. */
export function joined(phrases: readonly Phrase[], between: string): Phrase {
  const [first = phrase``, ...rest] = phrases;
  return rest.reduce((whole, next) => append(append(whole, { words: [between], texts: [] }), next), first);
}

/** @param safe the format's escaper */
export function renderPhrase({ words, texts }: Phrase, safe: (text: string) => string): string {
  return words.map((word, index) => word + (index < texts.length ? safe(texts[index] ?? "") : "")).join("");
}

function append(a: Phrase, b: Phrase): Phrase {
  const [last = "", first = ""] = [a.words.at(-1), b.words[0]];
  return { words: [...a.words.slice(0, -1), last + first, ...b.words.slice(1)], texts: [...a.texts, ...b.texts] };
}

/** The words as they are, for a renderer that escapes them as a whole. */
export function plainWords(one: Phrase): string {
  return renderPhrase(one, (text) => text);
}
