-- An archive as version 0.1.0 wrote it with steps up to 9-runs: three made-up documents, two stories.
PRAGMA application_id = 1397314642;
CREATE TABLE migration (name TEXT PRIMARY KEY);
CREATE TABLE document (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    key BLOB NOT NULL UNIQUE,
    sha256 BLOB NOT NULL,
    given TEXT NOT NULL,
    url TEXT,
    outlet TEXT,
    title TEXT,
    published INTEGER,
    arrived INTEGER NOT NULL,
    previous INTEGER REFERENCES document(n),
    body BLOB NOT NULL
);
CREATE INDEX document_given ON document(given);
CREATE INDEX document_url ON document(url) WHERE url IS NOT NULL;
CREATE INDEX document_arrived ON document(arrived);
CREATE INDEX document_outlet ON document(outlet COLLATE NOCASE);
CREATE VIRTUAL TABLE words USING fts5(
    title, text, content='', tokenize="porter unicode61 remove_diacritics 2");
CREATE TABLE run (
    n INTEGER PRIMARY KEY,
    version TEXT NOT NULL,
    models TEXT NOT NULL,
    started INTEGER NOT NULL,
    UNIQUE (version, models)
);
CREATE TABLE facet (
    document INTEGER NOT NULL REFERENCES document(n) ON DELETE CASCADE,
    kind INTEGER NOT NULL,
    value TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (kind, value, document)
) WITHOUT ROWID;
CREATE INDEX facet_document ON facet(document);
CREATE TABLE spot (
    document INTEGER NOT NULL REFERENCES document(n) ON DELETE CASCADE,
    latitude REAL NOT NULL,
    longitude REAL NOT NULL
);
CREATE INDEX spot_latitude ON spot(latitude);
CREATE INDEX spot_document ON spot(document);
CREATE TABLE story (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    opened INTEGER NOT NULL,
    ended INTEGER
);
CREATE TABLE member (
    document INTEGER PRIMARY KEY REFERENCES document(n) ON DELETE CASCADE,
    story TEXT NOT NULL REFERENCES story(id)
);
CREATE INDEX member_story ON member(story);
CREATE TABLE story_change (
    n INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    story TEXT NOT NULL,
    kind TEXT NOT NULL,
    other TEXT,
    documents INTEGER NOT NULL,
    why TEXT NOT NULL
);
CREATE INDEX story_change_at ON story_change(at);
CREATE TABLE feature (
    document INTEGER PRIMARY KEY REFERENCES document(n) ON DELETE CASCADE,
    time INTEGER NOT NULL,
    node INTEGER NOT NULL,
    headline TEXT,
    body BLOB NOT NULL
);
CREATE INDEX feature_time ON feature(time);
CREATE INDEX feature_node ON feature(node);
CREATE TABLE joining (
    document INTEGER NOT NULL REFERENCES document(n) ON DELETE CASCADE,
    rank INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    PRIMARY KEY (document, rank)
) WITHOUT ROWID;
CREATE TABLE correction (
    n INTEGER PRIMARY KEY,
    made INTEGER NOT NULL,
    kind TEXT NOT NULL,
    story TEXT,
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    body TEXT NOT NULL,
    undone INTEGER,
    undoneBy TEXT,
    undoneWhy TEXT
);
CREATE TABLE watch (
    n INTEGER PRIMARY KEY,
    condition TEXT NOT NULL,
    delivery TEXT NOT NULL,
    address TEXT NOT NULL,
    secret TEXT NOT NULL,
    made INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    ended INTEGER
);
CREATE TABLE fired (
    watch INTEGER NOT NULL REFERENCES watch(n),
    cause TEXT NOT NULL,
    at INTEGER NOT NULL,
    story TEXT,
    PRIMARY KEY (watch, cause)
) WITHOUT ROWID;
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    watch INTEGER NOT NULL REFERENCES watch(n),
    delivery TEXT NOT NULL,
    address TEXT NOT NULL,
    body TEXT NOT NULL,
    made INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    nextTry INTEGER NOT NULL,
    delivered INTEGER,
    fault TEXT
);
CREATE INDEX outbox_waiting ON outbox(nextTry) WHERE delivered IS NULL;
CREATE TABLE figure (
    document INTEGER NOT NULL REFERENCES document(n) ON DELETE CASCADE,
    measure TEXT NOT NULL COLLATE NOCASE,
    low REAL NOT NULL,
    lower INTEGER NOT NULL,
    upper INTEGER NOT NULL
);
CREATE INDEX figure_document ON figure(document);
CREATE TABLE feed (
    n INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    title TEXT,
    folder TEXT,
    added INTEGER NOT NULL,
    pages INTEGER NOT NULL DEFAULT 0,
    interval INTEGER,
    moved_from TEXT,
    gone INTEGER NOT NULL DEFAULT 0,
    etag TEXT,
    last_modified TEXT,
    hash BLOB,
    ttl INTEGER,
    tried INTEGER,
    next_try INTEGER,
    succeeded INTEGER,
    failures INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    items INTEGER NOT NULL DEFAULT 0,
    documents INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE feed_item (
    feed INTEGER NOT NULL REFERENCES feed(n) ON DELETE CASCADE,
    key BLOB NOT NULL,
    seen INTEGER NOT NULL,
    PRIMARY KEY (feed, key)
) WITHOUT ROWID;
CREATE TABLE capture (
    n INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE,
    address TEXT NOT NULL,
    media TEXT NOT NULL,
    captured INTEGER NOT NULL,
    size INTEGER NOT NULL,
    body BLOB NOT NULL
);
CREATE TABLE made_from (
    document INTEGER PRIMARY KEY REFERENCES document(n) ON DELETE CASCADE,
    capture INTEGER NOT NULL REFERENCES capture(n) ON DELETE CASCADE
);
CREATE INDEX made_from_capture ON made_from(capture);
CREATE TABLE reading (
    document INTEGER NOT NULL REFERENCES document(n) ON DELETE CASCADE,
    run INTEGER NOT NULL REFERENCES run(n),
    digest BLOB,
    PRIMARY KEY (document, run)
) WITHOUT ROWID;
INSERT INTO migration VALUES ('1-documents');
INSERT INTO migration VALUES ('2-readings');
INSERT INTO migration VALUES ('3-stories');
INSERT INTO migration VALUES ('4-running-stories');
INSERT INTO migration VALUES ('5-corrections');
INSERT INTO migration VALUES ('6-watches');
INSERT INTO migration VALUES ('7-feeds');
INSERT INTO migration VALUES ('8-captures');
INSERT INTO migration VALUES ('9-runs');
INSERT INTO document VALUES (1, 'q1', X'8fa7b7b3f9b483178e1a8ca0c417712ac70de033f8283e75c005532d721be94b', X'0ce452782e43923f07339572c179230ec052d293b6c510159cfd8e6b52e352e6', 'q1', 'https://herald.example/quay-1', 'Harbour Herald', 'Quay at Tarn collapses into the harbour', 1739169000, 1795744833, NULL, X'28b52ffd60f000e50900b6554123408938073be2ab97cb5a08e4b7d650d82abc104b03953c57109c2ffe7e25711445e0023600360036002c7b5a2492a0ccb5225da79b943da9194f9fdc276647d7922d8c94b99b744f17193513543a48c69dfb2cbe1e1f1bafae1c7c9db52b04cd8cab23b03d1dc8a6302377225fd08a17a43e55e4db08d5a1d83ec9c0b5e5a837ca45688d644e932d738372df4e09df42afa7849a0eeacb91431f8b3c5f774d1dcdae18c6fa369188cb51ea2b26196f6b5c1d127c595f8e2d5e31cc9f489fa34fa3abe4a0a86459d621d4040bcafabac6aea101f26838edf5d5dd7e7d1d951ca77c7505c060302c18c5c84fba625c370baf12952409424041041c94659ded031b33a4e8011300478397b01ba36b092cc4408115530804055816259ea81c9a96fa585e23d8c3d57030df911ac10fc6461674e49fb30513a828');
INSERT INTO document VALUES (2, 'q2', X'b1af805b6129109285ec21346f445a06f81eee42f7f66af884a338a913d374ca', X'1cc3153c61010fe73a2593584b5aa5383730e10a277160a618f384a7f69ce1a8', 'q2', 'https://skerry.example/quay', 'Daily Skerry', 'Three dead after quay collapse at Tarn', 1739188800, 1795744833, NULL, X'28b52ffd601001950a0066174522308b560743c03342d997da273722d7b20c85cb7f7a57ded959fd3d50a5343030a00a39003a003b00b9cf63acae171d4b75e8686b8f49b7aa905133a20f437ec5745f90546f8d35f93d24e1bed907c986792aff5d0a4e8e0d8f464e303859313b04464ef65121ea8b593d4cc85611f2f1b69110f225c8443d3277a063e97e462a5d681fa13e506ccf2075f52013c514e619d69e8322aadc3b48f7020d4fa0931dd3c753464b64f74d42461ad382f8169f67b4a46a670d23ef634353e917c96f9145a365f172741dbaea180d2809a42c16c9b0615e63040f89e43bd6dc830b4943c3c1f6ddc977e8e370da8c8c40201274625c4e6efb182dca3de6d048418aa25028000602040016c9ea0bb2c6781c23bf390f0d160047831fec889f592d5d4bc4825ca6100c0a5a16d55e2817966a2a823d5bc7c58d00d80840db38f037040bb7deb016a9d6b4ea1a9d17acd1aa28');
INSERT INTO document VALUES (3, 'm1', X'58afb16009a5d6f5ccadd3e0f831a27e75674fa5f19d3c75d6d15666a42c826d', X'27313c7e876cda8049d5c7c3998f8ffff4760cb680de27308fb0f391956f05bb', 'm1', 'https://radio.example/measles', 'Skerry Radio', 'Measles cases rise in Oldby schools', 1739260800, 1795744833, NULL, X'28b52ffd60c90045090006953e22306ddb060315364a63bb298f58c4f63b5e6f793c72ebc25e73064d8461a6818101553200340034000e9f62c88d6bdac26c2e9b766af17a31374c5fa4a196c2ad5e2270dc2e9bd9753632d7b91a33e1e92d22dbd11990a72bbd4447890003258a92de0f0cafc6d11511549d4fc32d9f52ec5b5d2c0f6e15e11c7c11d65a57135033baba985bd686ab0c8310a77233ba1a8f73f45c0e042352c19ebe8a1056470babc2858b30960f0c2d577bf86839b5521d47cf56253d57d376b42c6f1c640f64e8041301e9b9ba96db4111e17828e3a36f3e3d1ff83c16d7d1218bc522b5d35af3f4c59ea3452d33d947094a92826400c0208080a1a4ab6c3a0f00478347d86d4c1bf02b9c65bac19e502551e185ca6169252184837538349b87d019647235dfc24b9d01');
INSERT INTO run VALUES (1, '0.1.0', 'english.lemmas 249b5055bbed9dd6; english.network 934cd182019dd5c8; english.segmenter 6081969f789fef9a', 1795744833);
INSERT INTO reading VALUES (1, 1, X'fd823d62e35f255222b1552618401fb0804e6199fe71124ffdfacd66181d5f22');
INSERT INTO reading VALUES (2, 1, X'd1a4326af8f053e95168f33e67e6553ed526af92d7a3376fcf9c16b631282e70');
INSERT INTO reading VALUES (3, 1, X'dad3a2081c1a080674bb27544ebe7986657209acaaab0191c38c636ba2220d38');
INSERT INTO facet VALUES (1, 1, 'Holt');
INSERT INTO facet VALUES (1, 1, 'Mara "Mo');
INSERT INTO facet VALUES (1, 1, 'Paris');
INSERT INTO facet VALUES (1, 1, 'Tarn');
INSERT INTO facet VALUES (1, 2, 'Paris');
INSERT INTO facet VALUES (1, 3, 'FR');
INSERT INTO facet VALUES (1, 4, 'collapse');
INSERT INTO facet VALUES (1, 4, 'death');
INSERT INTO facet VALUES (1, 4, 'injury');
INSERT INTO facet VALUES (1, 5, 'injured');
INSERT INTO facet VALUES (1, 5, 'killed');
INSERT INTO facet VALUES (1, 6, 'Holt');
INSERT INTO facet VALUES (2, 1, 'Mara Holt');
INSERT INTO facet VALUES (2, 1, 'Paris');
INSERT INTO facet VALUES (2, 1, 'Tarn');
INSERT INTO facet VALUES (2, 2, 'Paris');
INSERT INTO facet VALUES (2, 3, 'FR');
INSERT INTO facet VALUES (2, 4, 'collapse');
INSERT INTO facet VALUES (2, 4, 'death');
INSERT INTO facet VALUES (2, 4, 'investigation');
INSERT INTO facet VALUES (2, 5, 'killed');
INSERT INTO facet VALUES (2, 6, 'Mara Holt');
INSERT INTO facet VALUES (2, 6, 'the police');
INSERT INTO facet VALUES (3, 1, 'Berlin');
INSERT INTO facet VALUES (3, 1, 'Ministry of Health');
INSERT INTO facet VALUES (3, 1, 'Oldby');
INSERT INTO facet VALUES (3, 2, 'Berlin');
INSERT INTO facet VALUES (3, 3, 'DE');
INSERT INTO facet VALUES (3, 5, 'infected');
INSERT INTO facet VALUES (3, 6, 'Ministry of Health');
INSERT INTO spot VALUES (1, 48.85341167449951, 2.348799705505371);
INSERT INTO spot VALUES (2, 48.85341167449951, 2.348799705505371);
INSERT INTO spot VALUES (3, 52.52436876296997, 13.410530090332031);
INSERT INTO story VALUES ('s-3282af6e9c', 'Measles cases rise in Oldby schools', 1795744833, NULL);
INSERT INTO story VALUES ('s-b00222d1a8', 'Quay at Tarn collapses into the harbour', 1795744833, NULL);
INSERT INTO member VALUES (1, 's-b00222d1a8');
INSERT INTO member VALUES (2, 's-b00222d1a8');
INSERT INTO member VALUES (3, 's-3282af6e9c');
INSERT INTO story_change VALUES (1, 1795744833, 's-b00222d1a8', 'opened', NULL, 2, 'no story was close enough to its first document');
INSERT INTO story_change VALUES (2, 1795744833, 's-3282af6e9c', 'opened', NULL, 1, 'no story was close enough to its first document');
INSERT INTO feature VALUES (1, 1739169000, 1, NULL, X'010d0c732d6230303232326431613870d02208130490a0261c60044c09fe1f0d123272ec470d05453cef4fc403e53cbd66be02bee91a929f0f560d499b3401c2e432a2ab083d2ffba3ff0a907d1bb3bb03ab70daca900ca93dcdcd6701');
INSERT INTO feature VALUES (2, 1739188800, 1, NULL, X'010d0c732d663062636534303965321767d9045804eca990107b0290a0261c66044c09fe1f2712453cef4fc903e53cbd66c202d388046d9c01c6167586e901bee91a92bd11560d499b3601c2e432a208073d2ffba3f508e3bcf4ad8b01907d1bb3c003ab70dacaa30c');
INSERT INTO feature VALUES (3, 1739260800, 3, NULL, X'010d0c732d3332383261663665396366fc9c0296022d403a07cc0e52e36b09f5010b65e01dc918c295fc41ee05ec774e5d450180d85c634306089da0763704ad057e87ed033a79449bd002fd384da44b063dd196b556037caf29ea8703');
INSERT INTO figure VALUES (1, 'killed', 2.0, 67, 170);
INSERT INTO figure VALUES (1, 'injured', 5.0, 67, 170);
INSERT INTO figure VALUES (2, 'killed', 3.0, 0, 107);
INSERT INTO figure VALUES (3, 'infected', 40.0, 0, 140);
INSERT INTO capture VALUES (1, X'5c9a741cd0410b04b9f7ab05c9dcbe41ca774020611e955c5db2412e513a99a0', 'fx.jsonl', 'application/json', 1795744833, 342, X'28b52ffd6056006d07008650332140a9b40d3b34e3264a34b5e4278b45157e26b02de6b2ede21e4d849e6d320c634c2a0029002a00937c12842e13c9043d28040235c6398508b71f2a98365b17efc78ece052274baee312a989020c2b450210983e218021447810893aab6d6f11854505d953b3bb6deb431b9cb8fb3cee52e3fc947800875dd7286906b6bf3d60a696e0e79703a37cb0f934c8c19677cd6644a92a7e5ab5a12d4a18205e7a0038004ce72020b7868ab73e02bdbddf2e2d86006369e9d8cb7ba96912b49fb1db0a5cbb032578465f0c4f24977570a001c2cb89a219c7f06042f0898ef17746231562206ea433055da4e28');
INSERT INTO capture VALUES (2, X'e45f0309bfdee5281807a8b26a2cb7d79504509227fb9c662604eb7907000d56', 'fx.jsonl', 'application/json', 1795744833, 374, X'28b52ffd607600ed0700e69135206067ab0303c8d84b12701b9f7b23c9aaecaa3b0726e9edd407bd4d48721405972d002d002b00084dfad6ac9761206f70b1073f2282a408bb97266dcce8d106f397826c34b6029ab4df9a797a34616852c51421ad470d104a08a5c480408642820a00094a34a9fa8aac2518a8471d2f227bf3116e6b4fc9e4b76253ed55febc027928b631afb0f6e069ac72ef90ee25332fc1bb5e3b96eaabd37d35a9de1a5bf2fc26237fe1d7e4a2bc3e78097af07b1bf5a5f03e6664bc04b978acc8d89c03f2506fe5303a96ee4fa4da75f81d7771babd815cde430d0005516f588b546b5a758dce0b431bd4a1978c6cd1c6786b85850d65e328a3a3eddc03');
INSERT INTO capture VALUES (3, X'3fa3a4ba0beed560f583b62db7a6e911da893b7af37903a061919a35f3dc3036', 'fx.jsonl', 'application/json', 1795744833, 304, X'28b52ffd6030006d0600c20e2c1f6069db033fa693bc857e7c7d845635ecefa811b1d4156cbdfd422502001c0f0d886852b9328a637d6ad38f2d371d38b60497d0d7b4f7659b383c2d5b4ec77a3fd9a6940ba794e9d2a75af6e2d673ea3a5d7f8ae51d80eb3ff5fe86229c83ce410247912407e51c0294a3e8f2e505b370f74a7ecd4271c1b13df56de7ea992e8108957f1f0f74654f6520ca0b231b8a6808827cf95f88901b8307f6aa34b8a63555384084affc4ce381090311aa458609005ccd0fa817cc623e53f840853180317e54765073f26430f7');
INSERT INTO made_from VALUES (1, 1);
INSERT INTO made_from VALUES (2, 2);
INSERT INTO made_from VALUES (3, 3);
INSERT INTO words (rowid, title, text) VALUES (1, 'Quay at Tarn collapses into the harbour', 'The old quay at Tarn collapsed into the harbour at dawn on Monday. Two dock workers were killed and five people were injured, harbour master Mara "Mo" Holt said in Paris.');
INSERT INTO words (rowid, title, text) VALUES (2, 'Three dead after quay collapse at Tarn', 'Three dock workers were killed when the quay at Tarn collapsed into the harbour on Monday, the police said. Mara Holt, the harbour master, said the quay had been inspected. Crews from Paris searched the water.');
INSERT INTO words (rowid, title, text) VALUES (3, 'Measles cases rise in Oldby schools', 'Measles cases rose to 40 in Oldby schools and the health board opened vaccination clinics, the Ministry of Health in Berlin said on Tuesday.');
PRAGMA user_version = 9;
