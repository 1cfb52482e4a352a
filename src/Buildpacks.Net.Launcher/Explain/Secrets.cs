using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Explain;

/// <summary>Keeps what looks secret out of explanations, which people paste into issues.</summary>
internal static class Secrets
{
    /// <summary>What stands in place of a secret.</summary>
    public static Bytes Mask => "********"u8;

    /// <summary>Whether a variable's value looks secret, by the variable's name.</summary>
    public static bool IsSecret(Bytes name)
    {
        var start = 0;
        for (var end = 0; end <= name.Length; end++)
        {
            if (end == name.Length || !(Ascii.IsLetter(name[end]) || Ascii.IsDigit(name[end])))
            {
                var word = name.From(start).First(end - start);
                if (HoldsSecretWord(word) || (word.Length < name.Length && IsSecretAmongOthers(word)))
                {
                    return true;
                }

                start = end + 1;
            }
        }

        return false;
    }

    /// <summary>The same text with the passwords of URLs in it masked: <c>scheme://user:PASSWORD@host</c>.</summary>
    public static Bytes WithoutPasswords(Bytes text)
    {
        BytesBuilder shown = default;
        while (TryFindPassword(text, out var start, out var length))
        {
            shown = shown.Add(text.First(start)).Add(Mask);
            text = text.From(start + length);
        }

        return shown.Add(text).Built;
    }

    private static bool HoldsSecretWord(Bytes word) =>
        Holds(word, "PASSWORD"u8) || Holds(word, "PASSWD"u8) || Holds(word, "PASSPHRASE"u8) || Holds(word, "SECRET"u8)
        || Holds(word, "TOKEN"u8) || Holds(word, "CREDENTIAL"u8) || Holds(word, "APIKEY"u8) || Holds(word, "PRIVATEKEY"u8);

    // PWD is the working directory and KEY a part of many names; DB_PWD and SIGNING_KEY are not so harmless.
    private static bool IsSecretAmongOthers(Bytes word) =>
        word.IsIgnoringCase("KEY"u8) || word.IsIgnoringCase("KEYS"u8) || word.IsIgnoringCase("PASS"u8) || word.IsIgnoringCase("PWD"u8)
        || word.IsIgnoringCase("AUTH"u8) || word.IsIgnoringCase("DSN"u8) || word.IsIgnoringCase("SALT"u8);

    private static bool Holds(Bytes word, Bytes part)
    {
        for (var i = 0; i + part.Length <= word.Length; i++)
        {
            if (word.From(i).First(part.Length).IsIgnoringCase(part))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryFindPassword(Bytes text, out int start, out int length)
    {
        for (start = 0; start + 3 < text.Length; start++)
        {
            if (text.From(start).StartsWith("://"u8))
            {
                var user = text.From(start + 3);
                var end = EndOfAuthority(user);
                var at = user.First(end).LastIndexOf((byte)'@');
                var colon = at < 0 ? -1 : user.First(at).IndexOf((byte)':');
                if (colon >= 0)
                {
                    start += 3 + colon + 1;
                    length = at - colon - 1;
                    return true;
                }
            }
        }

        length = 0;
        return false;
    }

    private static int EndOfAuthority(Bytes text)
    {
        var end = 0;
        while (end < text.Length && text[end] is not ((byte)'/' or (byte)'?' or (byte)'#' or (byte)' ' or (byte)'"' or (byte)'\''))
        {
            end++;
        }

        return end;
    }
}
