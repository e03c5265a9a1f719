/** Writes a GET request as a command for a shell; the token comes from a variable, never from the page, and control characters are encoded. */
export function toCurl(url: string, needsToken: boolean): string {
  const quoted = `'${new URL(url).href.replaceAll("'", String.raw`'\''`)}'`;
  return needsToken ? `curl --header "Authorization: Bearer $TOKEN" ${quoted}` : `curl ${quoted}`;
}
