/** The shape every language of the window has: the keys and functions of the English words, with any text in them. */
import type { en } from './en';

/** Literal texts and numbers become any of their kind; what a function takes stays, what it gives is widened. */
export type Widened<T> = T extends string
  ? string
  : T extends number
    ? number
    : T extends (...given: infer Given) => infer Made
      ? (...given: Given) => Widened<Made>
      : T extends object
        ? { readonly [Key in keyof T]: Widened<T[Key]> }
        : T;

export type Words = Widened<typeof en>;
