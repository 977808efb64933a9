/**
 * The names of Moodle's columns. The export has the language of the person who
 * exports it, and the score's heading has the most that the quiz gives.
 * @module
 */

/** Columns that identify a student, the best first; in lower case. */
const WHO: readonly (readonly string[])[] = [
  [
    ...["id number", "idnumber", "id-nummer", "identifikationsnummer"],
    ...["número de id", "numéro d'identification", "numéro d’identification"],
    ...["número de identificação", "numero id", "codice identificativo"],
    ...["индивидуальный номер", "идентификационный номер", "numer id"],
  ],
  [
    ...["email address", "email", "e-mail", "e-mail-adresse", "e-mailadresse"],
    ...["dirección de correo", "dirección email", "correo electrónico"],
    ...["adresse de courriel", "adresse e-mail", "endereço de e-mail"],
    ...["endereço de email", "indirizzo email", "adres e-mail"],
    ...["адрес электронной почты", "электронная почта"],
  ],
  ["student"],
];

/** "Grade/10.00", "Bewertung/10,00", but not "Q. 1 /2.50". */
const SCORE = /^[^\d/]+\/\s*(\d+(?:[.,]\d+)?)\s*$/;
const PLAIN_SCORE = /^(?:score|grade|bewertung|оценка|calificación|note)$/i;

/** The columns of a quiz that are read. */
export interface QuizColumns {
  /** Those that say who it is, the best first. */
  readonly who: readonly string[];
  /** Columns that may have the score; it must be one. */
  readonly scores: readonly string[];
  /** The most that the quiz gives; undefined when the heading has none. */
  readonly most: number | undefined;
}

/** Finds them in a heading. */
export function quizColumns(head: readonly string[]): QuizColumns {
  const plain = (name: string): string =>
    name.normalize("NFC").replace(/\s+/gu, " ").trim().toLowerCase();
  const who = WHO.flatMap((words) =>
    head.filter((name) => words.includes(plain(name)))
  );
  const graded = head.filter((name) => SCORE.test(name));
  const scores = graded.length > 0
    ? graded
    : head.filter((name) => PLAIN_SCORE.test(name.trim()));
  const [, most] = SCORE.exec(scores[0] ?? "") ?? [];
  return {
    who,
    scores,
    most: most === undefined ? undefined : Number(most.replace(",", ".")),
  };
}
