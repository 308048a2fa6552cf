// A real OpenID Provider on this machine, with a form of its own that believes whoever signs in.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

export const CLIENT = "khien";
export const SECRET = "a secret: of the stories/+";

/** Listens before it knows its client, whose address depends on ours. */
export async function listen() {
  let answer = (_, response) => response.writeHead(503).end();
  const server = createServer((request, response) => answer(request, response));
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  return {
    issuer,
    knows(redirectAddress, { algorithm = "RS256" } = {}) {
      answer = handler(provider(issuer, redirectAddress, algorithm));
    },
    losesItsTokens() {
      const whole = answer;
      answer = (request, response) => (request.url.startsWith("/token") ? response.writeHead(503).end() : whole(request, response));
    },
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

function provider(issuer, redirectAddress, algorithm) {
  const made = algorithm === "ES256" ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kid = randomBytes(8).toString("hex");
  return new Provider(issuer, {
    clients: [{
      client_id: CLIENT, client_secret: SECRET, redirect_uris: [redirectAddress],
      response_types: ["code"], grant_types: ["authorization_code"], id_token_signed_response_alg: algorithm,
    }],
    jwks: { keys: [{ ...made.privateKey.export({ format: "jwk" }), kid, use: "sig", alg: algorithm }] },
    cookies: { keys: [randomBytes(32).toString("hex")] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 300, Interaction: 600, Session: 600 },
    claims: { openid: ["sub"], profile: ["name"] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: "Phạm Văn Minh" }) }),
    // Whoever signed in agrees: the page of consent is no part of these stories.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
  });
}

const FORM = `<!doctype html><html lang="en"><title>Identity</title><form method="post">
<input name="subject" aria-label="Identifier"><button name="act" value="in">Sign in</button><button name="act" value="no">Cancel</button></form>`;

function handler(provider) {
  const callback = provider.callback();
  return async (request, response) => {
    if (!request.url.startsWith("/interaction/")) return callback(request, response);
    if (request.method === "GET") return response.writeHead(200, { "content-type": "text/html" }).end(FORM);
    let body = "";
    for await (const part of request) body += part;
    const typed = new URLSearchParams(body);
    const result = typed.get("act") === "in"
      ? { login: { accountId: typed.get("subject") } }
      : { error: "access_denied", error_description: "The person said no" };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };
}
