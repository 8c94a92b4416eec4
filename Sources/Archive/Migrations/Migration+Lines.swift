extension Migration {
    /// Coordinates as lines of the index `facets` (`SpotLine`), figures in the row of what a document can be found by.
    static let lines = Migration(
        name: "13-lines",
        sql: """
            ALTER TABLE found ADD COLUMN figures TEXT;
            INSERT OR IGNORE INTO found (document, list) SELECT DISTINCT document, '' FROM figure;
            UPDATE found SET figures = (
                SELECT group_concat(
                    replace(replace(replace(measure, char(9), ' '), char(10), ' '), char(13), ' ') || char(9)
                    || printf('%!.17g', low) || char(9) || lower || char(9) || upper, char(10))
                FROM figure WHERE figure.document = found.document)
            WHERE document IN (SELECT document FROM figure);
            CREATE TABLE spot_kept (document INTEGER PRIMARY KEY, lines TEXT NOT NULL);
            INSERT INTO spot_kept (document, lines)
                SELECT document, group_concat(
                    printf('7%03d%03d%06d%06d', north / 1000000, east / 1000000, north % 1000000, east % 1000000), char(10))
                FROM (
                    SELECT DISTINCT document, CAST(round((latitude + 90) * 1000000) AS INTEGER) AS north,
                        CAST(round((longitude + 180) * 1000000) AS INTEGER) AS east
                    FROM spot WHERE abs(latitude) <= 90 AND abs(longitude) <= 180)
                GROUP BY document;
            INSERT OR IGNORE INTO found (document, list) SELECT document, '' FROM spot_kept;
            UPDATE found SET list = ltrim(list || char(10) || (
                SELECT lines FROM spot_kept WHERE spot_kept.document = found.document), char(10))
            WHERE document IN (SELECT document FROM spot_kept);
            DROP TABLE spot_kept;
            DROP TABLE spot;
            DROP TABLE figure;
            ALTER TABLE found DROP COLUMN spots;
            INSERT INTO facets (facets) VALUES ('rebuild');
            """)
}
