namespace Buildpacks.Net.Oci.Registry.Auth;

/// <summary>One challenge of a <c>WWW-Authenticate</c> header (RFC 9110, 11.6.1).</summary>
/// <param name="Scheme">The scheme in lower case: <c>bearer</c>, <c>basic</c>, …</param>
/// <param name="Parameters">Its parameters by lower-case names; of equal names the first counts.</param>
internal sealed record AuthChallenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    public string? Realm => Parameters.GetValueOrDefault("realm");

    public string? Service => Parameters.GetValueOrDefault("service");

    /// <summary>The scopes the registry asks for.</summary>
    public IEnumerable<string> Scopes =>
        (Parameters.GetValueOrDefault("scope") ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Reads all challenges of a header. What cannot be read ends the list.</summary>
    public static IReadOnlyList<AuthChallenge> Parse(string header)
    {
        var reader = new Reader(header);
        var challenges = new List<AuthChallenge>();
        Dictionary<string, string>? parameters = null;
        while (reader.SkipSeparators() && reader.ReadToken() is { Length: > 0 } word)
        {
            if (reader.ReadEquals())
            {
                if (parameters is null || reader.ReadValue() is not { } value)
                {
                    break;
                }

                parameters.TryAdd(word.ToLowerInvariant(), value);
                continue;
            }

            parameters = new Dictionary<string, string>(StringComparer.Ordinal);
            challenges.Add(new AuthChallenge(word.ToLowerInvariant(), parameters));
        }

        return challenges;
    }

    private sealed class Reader(string text)
    {
        private int _at;

        public bool SkipSeparators()
        {
            while (_at < text.Length && text[_at] is (' ' or '\t' or ','))
            {
                _at++;
            }

            return _at < text.Length;
        }

        public string ReadToken()
        {
            var start = _at;
            while (_at < text.Length && text[_at] is not (' ' or '\t' or ',' or '=' or '"'))
            {
                _at++;
            }

            return text[start.._at];
        }

        public bool ReadEquals()
        {
            var at = _at;
            while (at < text.Length && text[at] is (' ' or '\t'))
            {
                at++;
            }

            if (at >= text.Length || text[at] != '=')
            {
                return false;
            }

            _at = at + 1;
            return true;
        }

        public string? ReadValue()
        {
            while (_at < text.Length && text[_at] is (' ' or '\t'))
            {
                _at++;
            }

            return _at < text.Length && text[_at] == '"' ? ReadQuoted() : ReadToken();
        }

        private string? ReadQuoted()
        {
            var value = new System.Text.StringBuilder();
            for (_at++; _at < text.Length; _at++)
            {
                if (text[_at] == '"')
                {
                    _at++;
                    return value.ToString();
                }

                if (text[_at] == '\\' && _at + 1 < text.Length)
                {
                    _at++;
                }

                value.Append(text[_at]);
            }

            return null;
        }
    }
}
