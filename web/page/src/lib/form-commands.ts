// What the forms do, as commands to copy.
import { fileWord, quoted } from "./commands.ts";

interface Commands {
  keybundle: string;
  openssl?: string | undefined;
}

const words = (...parts: (string | false | undefined)[]) => parts.filter(Boolean).join(" ");

export interface Binding {
  action: string;
  /** The file of the service's answer, where that tells kid and key. */
  credential: string | undefined;
  kid: string;
  url: string;
  algorithm: string;
  nonce: string;
  contact: string;
  accountKey: string;
  body: string;
}

export function eabCommands({ action, credential, kid, url, algorithm, nonce, contact, accountKey, body }: Binding): Commands {
  const secret = credential ? `--credential ${fileWord(credential)}` : `--kid ${quoted(kid)} --hmac-key-file hmac-key.txt`;
  if (action === "verify") return { keybundle: words("keybundle eab verify", fileWord(body), secret, "--url", quoted(url)) };
  const keybundle = words(
    action === "sign" ? "keybundle eab sign" : "keybundle eab new-account",
    secret,
    "--url",
    quoted(url),
    "--account-key",
    fileWord(accountKey),
    algorithm !== "HS256" && `--alg ${algorithm}`,
    action !== "sign" && `--nonce ${quoted(nonce)}`,
    ...(action === "sign" ? [] : contact.split(/[\s,]+/).filter(Boolean).map((one) => `--contact ${quoted(one)}`)),
  );
  if (action !== "sign" || credential) return { keybundle };
  return { keybundle, openssl: opensslBinding(kid, url, algorithm) };
}

const opensslBinding = (kid: string, url: string, algorithm: string) => `# account.jwk.json: the public key as a JWK; openssl can't make it, keybundle key convert --encoding jwk can
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
protected=$(printf %s ${quoted(JSON.stringify({ alg: algorithm, kid, url }))} | base64url)
payload=$(base64url < account.jwk.json)
key=$(tr '_-' '/+' < hmac-key.txt | sed 's/$/==/' | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')
printf '%s.%s' "$protected" "$payload" | openssl dgst -sha${algorithm.slice(2)} -mac HMAC -macopt hexkey:$key -binary | base64url`;

export function matchCommands(values: string, kind: string, file: string, rules: Record<string, string>): Commands {
  const options = Object.entries(rules).map(([name, choice]) => `--${name} ${choice}`.replaceAll("_", "-"));
  const shown: Record<string, string> = {
    csr: `openssl req -in ${fileWord(file)} -noout -subject -nameopt RFC2253,utf8 -text   # compare by eye`,
    certificate: `openssl x509 -in ${fileWord(file)} -noout -subject -nameopt RFC2253,utf8 -ext subjectAltName   # compare by eye`,
  };
  return { keybundle: words("keybundle match --registered-values", fileWord(values), `--${kind}`, fileWord(file), ...options), openssl: shown[kind] };
}

export const credentialCommands = (file: string): Commands => ({
  keybundle: `keybundle credential show ${fileWord(file)}`,
  openssl: `openssl x509 -in ${fileWord(file)} -noout -subject -issuer -pubkey -out key.pub.pem
openssl pkey -pubin -in key.pub.pem -outform DER | openssl dgst -sha256   # the thumbprint`,
});

export const checkCommands = (file: string, kind: string): Commands => ({
  keybundle: words("keybundle request check", fileWord(file), kind !== "" && `--kind ${kind}`),
});

export interface Judgement {
  policy: string;
  kind: string;
  file: string;
  at: string;
  protocol: string;
  proof: string;
  certificate: string;
  kid: string;
  accountKey: string;
}

export const judgeCommands = ({ policy, kind, file, at, protocol, proof, certificate, kid, accountKey }: Judgement): Commands => ({
  keybundle: words(
    "keybundle credential check --policy",
    fileWord(policy),
    kind !== "none" && `--${kind} ${fileWord(file)}`,
    at !== "" && `--at ${quoted(at)}`,
    protocol !== "" && `--protocol ${protocol}`,
    proof === "passcode" && "--passcode-file passcode.txt",
    proof === "certificate" && `--client-certificate ${fileWord(certificate)}`,
    proof === "acme" && kid !== "" && `--kid ${quoted(kid)}`,
    proof === "acme" && accountKey !== "" && `--account-key ${fileWord(accountKey)}`,
  ),
});
