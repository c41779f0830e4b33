export interface FormPart {
  readonly name: string;
  readonly filename: string | undefined;
  readonly content: Buffer;
}

const CRLF = Buffer.from("\r\n");
const BLANK_LINE = Buffer.from("\r\n\r\n");

/** The parts of a `multipart/form-data` body; undefined where the body is not one. Source: RFC 7578. */
export function parseForm(contentType: string | undefined, body: Buffer): FormPart[] | undefined {
  const boundary = /^multipart\/form-data;.*?boundary="?([^";]+)"?/i.exec(contentType ?? "")?.[1];
  if (boundary === undefined) {
    return undefined;
  }
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: FormPart[] = [];
  let start = body.indexOf(delimiter);
  while (start >= 0) {
    const from = start + delimiter.length;
    const next = body.indexOf(delimiter, from);
    if (next < 0) {
      break;
    }
    const part = parsePart(body.subarray(from + CRLF.length, next - CRLF.length));
    if (!part) {
      return undefined;
    }
    parts.push(part);
    start = next;
  }
  return parts;
}

function parsePart(section: Buffer): FormPart | undefined {
  const blank = section.indexOf(BLANK_LINE);
  const headers = section.subarray(0, blank).toString("utf8");
  const name = /content-disposition:[^\r\n]*?[; ]name="([^"]*)"/i.exec(headers)?.[1];
  if (blank < 0 || name === undefined) {
    return undefined;
  }
  return {
    name,
    filename: /[; ]filename="([^"]*)"/i.exec(headers)?.[1],
    content: section.subarray(blank + BLANK_LINE.length),
  };
}
