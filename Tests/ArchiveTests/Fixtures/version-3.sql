-- An archive as version 0.1.0 wrote it before steps had names (user_version 3): three made-up documents, two stories.
PRAGMA application_id = 1397314642;
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
CREATE TABLE reading (
    document INTEGER PRIMARY KEY REFERENCES document(n) ON DELETE CASCADE,
    run INTEGER NOT NULL REFERENCES run(n)
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
INSERT INTO document VALUES (1, 'q1', X'fb05a663bd75665953335d873e1ed07b9453ca7973f45f5e10d9ea3be9240194', X'e9f9a06d079a3e601e34b01e1d0322879bc0c76c549a4449746a1670b727608b', 'q1', 'https://herald.example/quay-1', 'Harbour Herald', 'Quay at Tarn collapses into the harbour', 1739169000, 1739169000, NULL, X'28b52ffd60b400e5080076d33a223089b80d443533aa382e4d82fd9f25661f847bc16109e76d77405f06654544444005300030002f00da0d76c48a4e04228f5c8d0bb0313eb65371a98372971b6c9d097c898f8c10702da33e89abbf047d4f5710aebed815024e76424f018a92926551778c8657f17464b174a80d5b8630b95646b30355fb79d8bcc0d6970ed4e7e1d2a7e95487ce11ab88a0a7eb428d4c50e4b97a63d9e0f5c4accd56c4d37d113f31b856d9e2e90fbfc6d0197c51d77dec3d31cc1f283b0b8aba36b68ddd01d298c39a9fdef4eaea64e4b45c0083c1a01cf4de76f4c4346ed43d25294992c3807210205016f5a58f63011120106ead3d87e0123bfea3dd198b61c98660c58440105896c5137368948a2560140e779ca3b9b3577959682405');
INSERT INTO words (rowid, title, text) VALUES (1, 'Quay at Tarn collapses into the harbour', 'The old quay at Tarn collapsed early on Monday. Harbour crews searched the water for three workers, police said.');
INSERT INTO document VALUES (2, 'q2', X'19f19d99489f05cfaa7091ac7dfa28de0eae9bce971734d68fcf099e7b759237', X'306f651e577609d0de38383ebc331028fede8475bdd73d47b73ad15b52631596', 'q2', 'https://skerry.example/2', 'Skerry Radio', 'Crews search the water at Tarn', 1739178000, 1739178000, NULL, X'28b52ffd60b500ed0800f6d2392260879b0383b0debd824c16fbba66516833bdb5d06dba90f7e968c0da64240a82d0122e0030002f00da1a3719d1f8c8d598a1e95a1509357ba146b90fccb54fd3ba2f5fb4dd64475eb40e5c1d42163efdf0b8fa62470890b6a3add053e26048cab2a8bf46c36df1f464317d4f1d4f5a2e3223b737cad7db688e92234526115d8e09d271ae7d508fb545849ebe0d722864937775c7d4c1eb8961b6b42023dddb3080db60e42726575bc678bac017f56d90c12786f9130907f575ac397e0789630e6bdeabafa3d171da0a85827a1084cfd55bc72766396ef63d294951940084210180302cea6b9f132010a634ec01a7e0048ef0c21250ebc694cb8460102d17ed0517569a3a7b26c395ee419c300811062e6f75352c3678ac000a');
INSERT INTO words (rowid, title, text) VALUES (2, 'Crews search the water at Tarn', 'Harbour crews searched the water at Tarn after the old quay collapsed on Monday. Two workers were found, the harbour master said.');
INSERT INTO document VALUES (3, 'm1', X'273a4387dcb620abc4d08cc6989cb6598e0d0fd1c271013407d28a6c71692e62', X'6e1591fc4fed13d7334ff31f8fab7d4e1e1a1a87028377239c3e9b8c57d0de25', 'm1', NULL, 'Oldby Post', 'Measles cases rise in Oldby schools', 1739257200, 1739257200, NULL, X'28b52ffd605d004d070096d03221406bdb067bb9be1bfc5ad2dabf6e37eda7f348e9181041560c1fe62b5115458d0b29002a002900cc256370885e6646f535286b098ee925008edb65b3739d9dd4756ea71c387a63c8767c42e1e84bef10020d3c1004bd1314af723ca2579ba739870fae95325d758cb525a64aa5855bc9b2e15b4e62e598b629030b4602415fc9b4aef234c7a43517b4dcf6f031b9b5a907c7672b829edbb41d93e44c939c2539a939060f0bf464bac72fe34640303d3ad3451d3e9ee5d17349cfc2d21e93c558651f0f3c0e052340d10809004c6d30abca0395415285980e104238588793b079781e889102');
INSERT INTO words (rowid, title, text) VALUES (3, 'Measles cases rise in Oldby schools', 'Measles cases rose to 41 in Oldby schools. The health board opened vaccination clinics for pupils.');
INSERT INTO run VALUES (1, '0.1.0', '', 1795734080);
INSERT INTO reading VALUES (1, 1);
INSERT INTO reading VALUES (2, 1);
INSERT INTO reading VALUES (3, 1);
INSERT INTO facet VALUES (1, 1, 'Tarn');
INSERT INTO facet VALUES (1, 4, 'collapse');
INSERT INTO facet VALUES (1, 6, 'police');
INSERT INTO facet VALUES (2, 1, 'Tarn');
INSERT INTO facet VALUES (2, 4, 'collapse');
INSERT INTO facet VALUES (2, 6, 'the harbour master');
INSERT INTO facet VALUES (3, 1, 'Oldby');
INSERT INTO facet VALUES (3, 5, 'infected');
INSERT INTO story VALUES ('s-6570edcaaf', 'Quay at Tarn collapses into the harbour', 1795734081, NULL);
INSERT INTO story VALUES ('s-bf87d585c4', 'Measles cases rise in Oldby schools', 1795734081, NULL);
INSERT INTO member VALUES (1, 's-6570edcaaf');
INSERT INTO member VALUES (2, 's-6570edcaaf');
INSERT INTO member VALUES (3, 's-bf87d585c4');
INSERT INTO story_change VALUES (1, 1795734081, 's-6570edcaaf', 'opened', NULL, 2, 'no story was close enough to its first document');
INSERT INTO story_change VALUES (2, 1795734081, 's-bf87d585c4', 'opened', NULL, 1, 'no story was close enough to its first document');
PRAGMA user_version = 3;
