/**
 * The rule that a tool prints and sorts the same on every machine: nothing
 * follows the language or the time zone of the person who runs it.
 * @module
 */

import { inRepository } from "./repository_path.ts";

/** Which argument names the locale, by method. */
const LOCALE_AT: Readonly<Record<string, number>> = {
  toLocaleString: 0,
  toLocaleDateString: 0,
  toLocaleTimeString: 0,
  toLocaleUpperCase: 0,
  toLocaleLowerCase: 0,
  localeCompare: 1,
};

/** Methods of Date that answer in the machine's time zone. */
const OWN_ZONE =
  /^(?:[gs]et(?:FullYear|Month|Date|Day|Hours|Minutes|Seconds)|getTimezoneOffset|to(?:Date|Time)String)$/;

/** The functions that show a person the time of their own clock. */
const OWN_CLOCK = /^scripts\/stack\/local\/log_view(?:_test)?\.ts$/;

/** The rule. */
export const sameEverywhere: Deno.lint.Rule = {
  create(context) {
    const path = inRepository(context.filename);
    if (path === undefined || OWN_CLOCK.test(path)) return {};
    const text = (node: Deno.lint.Node): string =>
      context.sourceCode.getText(node);
    const report = (node: Deno.lint.Node, message: string): void =>
      context.report({ node, message });
    const ownLocale = "This follows the machine's language: name a locale";
    const ownZone =
      "This follows the machine's time zone: use the methods with UTC";
    return {
      CallExpression(node: Deno.lint.CallExpression) {
        if (node.callee.type !== "MemberExpression") return;
        const name = text(node.callee.property);
        const at = LOCALE_AT[name];
        if (at !== undefined && node.arguments.length <= at) {
          report(node, ownLocale);
        }
        if (OWN_ZONE.test(name)) report(node, ownZone);
      },
      NewExpression(node: Deno.lint.NewExpression) {
        const what = text(node.callee);
        if (/^Intl\./.test(what) && node.arguments.length === 0) {
          report(node, ownLocale);
        }
        if (what === "Date" && node.arguments.length > 1) report(node, ownZone);
      },
    };
  },
};
