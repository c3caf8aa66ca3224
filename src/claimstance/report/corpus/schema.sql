CREATE TABLE article(
    id INTEGER PRIMARY KEY, document TEXT UNIQUE, annotator TEXT, title TEXT, outlet TEXT, published TEXT,
    url TEXT, language TEXT, sentences INTEGER, labelled INTEGER, subjective INTEGER);
CREATE TABLE sentence(
    id INTEGER PRIMARY KEY, article INTEGER, number INTEGER, subjective INTEGER, text TEXT, pieces TEXT);
CREATE TABLE mention(
    id INTEGER PRIMARY KEY, key TEXT UNIQUE, entity INTEGER);
CREATE TABLE surface(
    mention INTEGER, words TEXT, is_name INTEGER, definite INTEGER, articles INTEGER, PRIMARY KEY (mention, words));
CREATE TABLE entity(
    id INTEGER PRIMARY KEY, name TEXT, is_name INTEGER);
CREATE TABLE claim(
    id INTEGER PRIMARY KEY, article INTEGER, sentence INTEGER, mark TEXT, voice TEXT, holder INTEGER,
    kind TEXT, worth INTEGER, worth_score REAL, neutral TEXT, alone INTEGER, score REAL);
CREATE TABLE evaluation(
    id INTEGER PRIMARY KEY, article INTEGER, sentence INTEGER, mark TEXT, words TEXT, type TEXT,
    sign INTEGER, strength INTEGER, voice TEXT, holder INTEGER, target INTEGER);
CREATE TABLE stance(
    id INTEGER PRIMARY KEY, article INTEGER, voice TEXT, holder INTEGER, target INTEGER, attitude INTEGER);
