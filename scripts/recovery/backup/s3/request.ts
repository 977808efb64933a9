/**
 * The requests to the program that speaks S3.
 * @module
 */

/** One request; credentials and the endpoint come from the AWS variables. */
export interface S3Request {
  readonly kind: "list" | "read" | "write" | "remove";
  readonly bucket: string;
  /** Of the file; a prefix for a list. */
  readonly key: string;
  readonly region: string;
}
