/**
 * The website as data: what the generator turns into HTML.
 * @module
 */

/** The audience of a website. */
export type Edition = "student" | "instructor";

/** Where a page stands in the navigation. */
export type Section =
  | "home"
  | "labs"
  | "lectures"
  | "quiz"
  | "runbooks"
  | "glossary"
  | "reference"
  | "term"
  | "files";

/** One page. Its body is Markdown, in which HTML may stand. */
export interface Page {
  /** Where it lies below the website's root, e.g. `labs/lab3.html`. */
  readonly url: string;
  readonly title: string;
  readonly section: Section;
  readonly body: string;
  /** The file that relative links start from; undefined: from the root. */
  readonly source?: string;
  /** Scripts that only this kind of page needs, names in `assets/`. */
  readonly scripts?: readonly string[];
  /** Lab number, for pages that show what was measured. */
  readonly lab?: number;
  readonly previous?: PageLink | undefined;
  readonly next?: PageLink | undefined;
  /** Left out of the search. */
  readonly isUnsearched?: boolean;
  /** Terms of the glossary are linked at their first use. */
  readonly hasTerms?: boolean;
}

/** A link to another page. */
export interface PageLink {
  readonly url: string;
  readonly title: string;
}

/** A term, what it means, and where it is explained. */
export interface Term {
  readonly term: string;
  /** "SLO", where it has a short form. */
  readonly short: string | undefined;
  /** Anchor on the glossary's page. */
  readonly id: string;
  /** Markdown, one or two sentences. */
  readonly meaning: string;
  readonly source: string;
  readonly place: string;
}

/** All that the generator gets. */
export interface Site {
  readonly edition: Edition;
  readonly pages: readonly Page[];
  /** Which page shows which file of the repository. */
  readonly links: Readonly<Record<string, string>>;
  /** Terms whose first use on a page is linked. */
  readonly terms: readonly Pick<Term, "term" | "short" | "id">[];
  /** Text of each chart, by its path. */
  readonly charts: Readonly<Record<string, string>>;
}
