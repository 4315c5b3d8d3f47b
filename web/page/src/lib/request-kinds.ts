// What can be asked of the service, and the members of each request: names as the service has them, words for people.
// Which of them are needed, and what they may hold, the package says.

export interface Member {
  /** The member of the description, or the option of `request.build` where `option` is set. */
  name: string;
  label: string;
  kind: "text" | "number" | "choice" | "check" | "lines" | "input" | "secret";
  hint?: string;
  option?: boolean;
  choices?: Record<string, string>;
  /** What a line becomes: two members with these names, of what stands before and after `=`. */
  pair?: [string, string];
  /** Shown only where another member has one of these values. */
  when?: [string, string[]];
  /** Members of an object inside: `validity_period.from`. */
  inside?: string;
}

export interface RequestForm {
  title: string;
  /** The package's name of the kind. */
  kind: string;
  /** The command's name of it, with what stands in its URL. */
  command: (values: Record<string, string>) => string[];
  /** Members that are always the same. */
  fixed?: Record<string, unknown>;
  members: Member[];
  example?: Record<string, string>;
}

const text = (name: string, label: string, hint?: string): Member => ({ name, label, kind: "text", ...(hint ? { hint } : {}) });
const input = (name: string, label: string, hint: string): Member => ({ name, label, kind: "input", hint, option: true });
const lines = (name: string, label: string, hint: string, pair: [string, string]): Member => ({ name, label, kind: "lines", hint, pair });
const asIs = (values: string[], first: string) => Object.fromEntries([["", first], ...values.map((value) => [value, value])]);

const PROFILE = text("enrollment_profile_id", "Enrollment profile", "IOT_ and a UUID.");
const ATTRIBUTES = lines("certificate_profile_attributes", "Certificate attributes", "One a line: subject.common_name=device-1", ["id", "value"]);
const DEVICE_ATTRIBUTES = lines("device_attributes", "Device attributes", "One a line: name=value", ["id", "value"]);
const VALUES = lines("registered_values", "Registered values", "One a line: subject.common_name=device-1", ["certificate_field", "value"]);
const CSR = input("csr", "Certificate request", "In any form.");
const KEY_TYPES = ["rsa_2048", "rsa_3072", "rsa_4096", "p_256", "p_384", "p_521", "ed_25519"];
const FORMATS = ["pem", "der", "pkcs_12", "cert_encrypted", "cert_encrypted_key_only"];

const MADE_BY_SERVICE: Member[] = [
  { name: "key_type", label: "Kind of key", kind: "choice", choices: asIs(KEY_TYPES, "As the profile has it") },
  { name: "private_key_format", label: "Private key comes as", kind: "choice", choices: asIs(FORMATS, "As the service has it") },
  { name: "pkcs12_password", label: "Password of the PKCS#12", kind: "secret", option: true, when: ["private_key_format", ["pkcs_12"]] },
  {
    ...input("encryption_certificate", "Encryption certificate", "The answer is encrypted to it: yours, in any form."),
    when: ["private_key_format", ["cert_encrypted", "cert_encrypted_key_only"]],
  },
];

const IOT = "IOT_3b7a0c12-4d6e-4f80-9a1b-2c3d4e5f6071";

export const REQUESTS: Record<string, RequestForm> = {
  keygen: {
    title: "A certificate, its key made by the service",
    kind: "certificate",
    command: () => ["keygen"],
    fixed: { server_side_key_gen: true },
    members: [PROFILE, ATTRIBUTES, ...MADE_BY_SERVICE, DEVICE_ATTRIBUTES],
    example: { enrollment_profile_id: IOT, certificate_profile_attributes: "subject.common_name=device-1", private_key_format: "pem", key_type: "p_256" },
  },
  enroll: {
    title: "A certificate for a request of yours",
    kind: "certificate",
    command: () => ["enroll"],
    members: [PROFILE, CSR, ATTRIBUTES, DEVICE_ATTRIBUTES],
  },
  renew: {
    title: "Renewal of a certificate",
    kind: "renewal",
    command: ({ certificate_id = "" }) => ["renew", "--certificate-id", certificate_id],
    members: [text("certificate_id", "Identifier of the certificate"), CSR, ATTRIBUTES],
  },
  device: {
    title: "A device",
    kind: "device",
    command: () => ["device"],
    members: [text("division_id", "Division"), text("device_identifier", "Device identifier"), text("device_profile_id", "Device profile")],
    example: { division_id: "7f1c7a0e-0000-4000-8000-000000000000", device_identifier: "device-1", device_profile_id: IOT },
  },
  passcode: {
    title: "A passcode",
    kind: "passcode",
    command: ({ enrollment_profile_id = "" }) => ["passcode", "--enrollment-profile", enrollment_profile_id],
    members: [
      PROFILE,
      text("name", "Name"),
      text("description", "Description"),
      { name: "passcode_length", label: "Length", kind: "number" },
      { name: "usage_limit", label: "Usage limit", kind: "number" },
      { ...text("from", "Valid from", "YYYY-MM-DD"), inside: "validity_period" },
      { ...text("to", "Valid to", "YYYY-MM-DD"), inside: "validity_period" },
      VALUES,
    ],
  },
  acme: {
    title: "An ACME credential",
    kind: "acme-credential",
    command: () => ["acme-credential"],
    members: [
      text("name", "Name"),
      text("account_id", "Account"),
      { name: "external_account_binding", label: "Bind accounts by an HMAC key", kind: "check" },
      { ...input("authentication_key", "Account key", "Where no HMAC key binds: its public half is sent."), when: ["external_account_binding", [""]] },
      text("enrollment_profile", "Enrollment profile"),
      { name: "usage_limit", label: "Usage limit", kind: "number" },
      text("start_date", "Valid from", "YYYY-MM-DD"),
      text("end_date", "Valid to", "YYYY-MM-DD"),
      VALUES,
    ],
  },
  register: {
    title: "A registration (Device Trust Manager)",
    kind: "registration",
    command: () => ["register"],
    members: [
      text("certificate_policy_id", "Certificate policy"),
      { name: "key_type", label: "Kind of key", kind: "choice", choices: asIs(["RSA_2048", "RSA_3072", "RSA_4096", "P_256", "P_384", "P_521", "ED_25519"], "None") },
      { name: "key_format", label: "Private key comes as", kind: "choice", choices: asIs(["PEM", "DER"], "As the service has it") },
      lines("attributes", "Attributes", "One a line: subject.common_name=device-1", ["name", "value"]),
      CSR,
    ],
  },
  est: {
    title: "EST",
    kind: "est",
    command: ({ operation = "", policy = "" }) => ["est", operation, "--policy", policy],
    members: [
      text("policy", "Policy"),
      { name: "operation", label: "Operation", kind: "choice", choices: Object.fromEntries(["simpleenroll", "simplereenroll", "serverkeygen", "cacerts", "csrattrs"].map((name) => [name, name])) },
      text("device_group", "Device group"),
      CSR,
    ],
  },
  bundle: {
    title: "Download of a device’s bundle",
    kind: "bundle-download",
    command: ({ device_id = "" }) => ["download-bundle", device_id],
    members: [text("device_id", "Device")],
  },
  batch: {
    title: "Download of a batch",
    kind: "batch-download",
    command: ({ job_id = "" }) => ["download-batch", job_id],
    members: [text("job_id", "Job")],
  },
};

/** The description that the package takes, of what stands in the fields. */
export function description({ members, fixed }: RequestForm, values: Record<string, string>): Record<string, unknown> {
  const made: Record<string, unknown> = { ...fixed };
  for (const { name, kind, option, pair, inside } of members) {
    const value = values[name]?.trim() ?? "";
    if (option || value === "") continue;
    const target = inside ? ((made[inside] ??= {}) as Record<string, unknown>) : made;
    target[name] = kind === "number" && /^\d+$/.test(value) ? Number(value) : kind === "check" ? value === "true" : pair ? pairs(value, pair) : value;
  }
  return made;
}

const pairs = (text: string, [left, right]: [string, string]) =>
  text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [name = "", ...rest] = line.split("=");
      return { [left]: name.trim(), [right]: rest.join("=").trim() };
    });
