using System.Text;

namespace Buildpacks.Net.Oci.Registry.Auth;

/// <summary>What proves to a registry who we are. The text form of a credential shows no secret.</summary>
public abstract class RegistryCredential
{
    private RegistryCredential(string source) => Source = source;

    /// <summary>Where it was found, in words for people.</summary>
    public string Source { get; }

    /// <summary>The kind and the source.</summary>
    public override string ToString() => $"{Kind} from {Source}";

    private protected abstract string Kind { get; }

    /// <summary>A user with a password.</summary>
    /// <param name="user">The user's name, without a colon.</param>
    /// <param name="password">The password.</param>
    /// <param name="source">Where it was found, in words for people.</param>
    public sealed class Basic(string user, string password, string source) : RegistryCredential(source)
    {
        /// <summary>The user's name.</summary>
        public string User { get; } = user;

        /// <summary>The value of an <c>Authorization</c> header after the word <c>Basic</c>.</summary>
        internal string Parameter { get; } = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

        private protected override string Kind => $"user '{User}'";
    }

    /// <summary>A finished token for a registry's <c>Authorization: Bearer</c> header.</summary>
    /// <param name="token">The token.</param>
    /// <param name="source">Where it was found, in words for people.</param>
    public sealed class Bearer(string token, string source) : RegistryCredential(source)
    {
        internal string Token { get; } = token;

        private protected override string Kind => "a bearer token";
    }

    /// <summary>A refresh token, which a registry's token server exchanges for others (OAuth 2).</summary>
    /// <param name="token">The token.</param>
    /// <param name="source">Where it was found, in words for people.</param>
    public sealed class IdentityToken(string token, string source) : RegistryCredential(source)
    {
        internal string Token { get; } = token;

        private protected override string Kind => "an identity token";
    }
}
