/** The headers that HTTP/2 knows by number (RFC 7541, section 2.3): a fixed table, and one that a connection fills. */
import { ConnectionError, ERROR } from "./error.js";

export type Header = readonly [name: string, value: string];

/** Appendix A; a name alone has an empty value. */
const FIXED: readonly Header[] = (
  ":authority,:method=GET,:method=POST,:path=/,:path=/index.html,:scheme=http,:scheme=https,:status=200,:status=204," +
  ":status=206,:status=304,:status=400,:status=404,:status=500,accept-charset,accept-encoding=gzip; deflate," +
  "accept-language,accept-ranges,accept,access-control-allow-origin,age,allow,authorization,cache-control," +
  "content-disposition,content-encoding,content-language,content-length,content-location,content-range,content-type," +
  "cookie,date,etag,expect,expires,from,host,if-match,if-modified-since,if-none-match,if-range,if-unmodified-since," +
  "last-modified,link,location,max-forwards,proxy-authenticate,proxy-authorization,range,referer,refresh,retry-after," +
  "server,set-cookie,strict-transport-security,transfer-encoding,user-agent,vary,via,www-authenticate"
)
  .split(",")
  .map((text) => {
    const [name = "", value = ""] = text.split("=");
    return [name, value.replace(";", ",")];
  });

/** Bytes that an entry counts for beside its texts. */
const OVERHEAD = 32;
/** What HTTP/2 starts with; this server asks for no other. */
const LARGEST = 4_096;

export class HeaderTable {
  /** Newest first. */
  readonly #entries: Header[] = [];
  #size = 0;
  #limit = LARGEST;

  /** @throws ConnectionError when there is no such entry */
  at(index: number): Header {
    const found = index <= FIXED.length ? FIXED[index - 1] : this.#entries[index - FIXED.length - 1];
    if (found === undefined) {
      throw new ConnectionError(ERROR.compression, `there is no header number ${index}`);
    }
    return found;
  }

  add(header: Header): void {
    this.#entries.unshift(header);
    this.#size += sizeOf(header);
    this.#evict();
  }

  /** @throws ConnectionError when the other side takes more room than it was given */
  resize(limit: number): void {
    if (limit > LARGEST) {
      throw new ConnectionError(ERROR.compression, `a header table of ${limit} bytes was not offered`);
    }
    this.#limit = limit;
    this.#evict();
  }

  #evict(): void {
    while (this.#size > this.#limit) {
      const oldest = this.#entries.pop();
      this.#size -= oldest === undefined ? this.#size : sizeOf(oldest);
    }
  }
}

function sizeOf([name, value]: Header): number {
  return name.length + value.length + OVERHEAD;
}
