<?xml version="1.0" encoding="utf-8"?>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
<name>setup</name>
<message>
<source>Keyring</source>
<translation>Chaveiro</translation>
</message>
<message>
<source>Window</source>
<translation>Janela</translation>
</message>
<message>
<source>Way back from the browser</source>
<translation>Volta do navegador</translation>
</message>
<message>
<source>Data folder</source>
<translation>Pasta de dados</translation>
</message>
<message>
<source>Data file</source>
<translation>Arquivo de dados</translation>
</message>
<message>
<source>In use</source>
<translation>Em uso</translation>
</message>
<message>
<source>Install Python 3.11 or newer.</source>
<translation>Instale o Python 3.11 ou mais novo.</translation>
</message>
<message>
<source>Install the packages again: python3 run.py setup</source>
<translation>Instale os pacotes de novo: python3 run.py setup</translation>
</message>
<message>
<source>{place} is free</source>
<translation>{place} está livre</translation>
</message>
<message>
<source>{host} can be reached</source>
<translation>{host} responde</translation>
</message>
<message>
<source>Qt can show one</source>
<translation>o Qt consegue mostrar uma</translation>
</message>
<message>
<source>{path} is a link or a file</source>
<translation>{path} é um atalho ou um arquivo</translation>
</message>
<message>
<source>Name the folder itself with --data-dir.</source>
<translation>Indique a própria pasta com --data-dir.</translation>
</message>
<message>
<source>{path} is open to other users of this computer</source>
<translation>{path} está aberto a outros usuários deste computador</translation>
</message>
<message>
<source>Start the program once: it closes what is its own.</source>
<translation>Abra o programa uma vez: ele fecha o acesso ao que é dele.</translation>
</message>
<message>
<source>no</source>
<translation>não</translation>
</message>
<message>
<source>yes, a window is open</source>
<translation>sim, há uma janela aberta</translation>
</message>
<message>
<source>{place} is in use by another program</source>
<translation>{place} está em uso por outro programa</translation>
</message>
<message>
<source>Close that program or choose another port in the settings. Connecting works without it too, a few seconds slower.</source>
<translation>Feche esse programa ou escolha outra porta nas configurações. Conectar também funciona sem ela, alguns segundos mais devagar.</translation>
</message>
<message>
<source>{host} did not prove who it is</source>
<translation>{host} não provou quem é</translation>
</message>
<message>
<source>Check this computer's date, and whether a network or a security program here opens encrypted connections.</source>
<translation>Confira a data deste computador e se a rede ou um programa de segurança abre as conexões criptografadas.</translation>
</message>
<message>
<source>{host} cannot be reached</source>
<translation>{host} não responde</translation>
</message>
<message>
<source>Check the internet connection; what is on this computer works without it.</source>
<translation>Confira a conexão com a internet; o que está neste computador funciona sem ela.</translation>
</message>
<message>
<source>{path}, not made yet</source>
<translation>{path}, ainda não criado</translation>
</message>
<message>
<source>Check the disk and its permissions.</source>
<translation>Confira o disco e as permissões.</translation>
</message>
<message>
<source>{place} does not exist here</source>
<translation>{place} não existe aqui</translation>
</message>
<message>
<source>The data folder is a link or a file</source>
<translation>A pasta de dados é um atalho ou um arquivo</translation>
</message>
<message>
<source>Name the folder itself, so that it is clear where your data is kept.</source>
<translation>Indique a própria pasta, para que fique claro onde seus dados são guardados.</translation>
</message>
<message>
<source>The data folder belongs to another user</source>
<translation>A pasta de dados pertence a outro usuário</translation>
</message>
<message>
<source>Choose a folder of your own with --data-dir.</source>
<translation>Escolha uma pasta sua com --data-dir.</translation>
</message>
<message>
<source>A folder cannot be made</source>
<translation>Não foi possível criar uma pasta</translation>
</message>
<message>
<source>Check the disk and its permissions, or choose another folder with --data-dir.</source>
<translation>Confira o disco e as permissões ou escolha outra pasta com --data-dir.</translation>
</message>
<message>
<source>The data folder cannot be used</source>
<translation>A pasta de dados não pode ser usada</translation>
</message>
<message>
<source>There is no display to show a window on</source>
<translation>Não há tela para mostrar uma janela</translation>
</message>
<message>
<source>The commands work without one; “pluggy-desktop --help” lists them.</source>
<translation>Os comandos funcionam sem ela; “pluggy-desktop --help” mostra todos.</translation>
</message>
<message>
<source>Start it from a desktop session, or use the commands.</source>
<translation>Abra o programa a partir de uma sessão gráfica ou use os comandos.</translation>
</message>
<message>
<source>Parts of the system that windows need are missing</source>
<translation>Faltam partes do sistema de que as janelas precisam</translation>
</message>
<message>
<source>Install them with: {line}</source>
<translation>Instale com: {line}</translation>
</message>
<message>
<source>The settings file was damaged</source>
<translation>O arquivo de configurações estava danificado</translation>
</message>
<message>
<source>It was kept as {name}; the settings are back to their defaults.</source>
<translation>Ele foi guardado como {name}; as configurações voltaram ao padrão.</translation>
</message>
<message>
<source>Check the disk and the file's permissions, then try again.</source>
<translation>Confira o disco e as permissões do arquivo e tente de novo.</translation>
</message>
<message>
<source>A setting was not valid</source>
<translation>Uma configuração não era válida</translation>
</message>
<message>
<source>Its default is used: {name}</source>
<translation>Vale o padrão dela: {name}</translation>
</message>
<message>
<source>The settings cannot be read</source>
<translation>Não foi possível ler as configurações</translation>
</message>
<message>
<source>The settings could not be saved</source>
<translation>Não foi possível salvar as configurações</translation>
</message>
<message>
<source>This session only</source>
<translation>Só nesta sessão</translation>
</message>
<message>
<source>No keyring was found on this computer</source>
<translation>Nenhum chaveiro foi encontrado neste computador</translation>
</message>
<message>
<source>Secrets are kept in the system's keyring and nowhere else, and none is running.</source>
<translation>Os segredos ficam no chaveiro do sistema e em nenhum outro lugar, e não há um em execução.</translation>
</message>
<message>
<source>Install and start one (on Linux: GNOME Keyring, KeePassXC's Secret Service or KWallet), then try again; or go on for this session only, and nothing is remembered.</source>
<translation>Instale e inicie um (no Linux: GNOME Keyring, o Secret Service do KeePassXC ou KWallet) e tente de novo; ou continue só nesta sessão, e nada será lembrado.</translation>
</message>
<message>
<source>The keyring did not keep the secret</source>
<translation>O chaveiro não guardou o segredo</translation>
</message>
<message>
<source>It was written, but reading it back gave something else.</source>
<translation>Ele foi gravado, mas ao ler de volta veio outra coisa.</translation>
</message>
<message>
<source>Check the system's keyring program, then try again.</source>
<translation>Confira o programa de chaveiro do sistema e tente de novo.</translation>
</message>
<message>
<source>The keyring that was asked for is not safe</source>
<translation>O chaveiro pedido não é seguro</translation>
</message>
<message>
<source>{by} asks for {name}, which does not keep secrets encrypted.</source>
<translation>{by} pede {name}, que não guarda segredos criptografados.</translation>
</message>
<message>
<source>Remove that setting, and the system's own keyring is used.</source>
<translation>Remova essa configuração, e o chaveiro do próprio sistema será usado.</translation>
</message>
<message>
<source>The keyring's configuration file cannot be understood</source>
<translation>Não foi possível entender o arquivo de configuração do chaveiro</translation>
</message>
<message>
<source>Correct or remove it, then try again.</source>
<translation>Corrija ou remova o arquivo e tente de novo.</translation>
</message>
<message>
<source>The keyring is locked</source>
<translation>O chaveiro está bloqueado</translation>
</message>
<message>
<source>Your secrets are in it, and the system did not unlock it.</source>
<translation>Seus segredos estão nele, e o sistema não o desbloqueou.</translation>
</message>
<message>
<source>Unlock it (usually with the password you log in with), then try again.</source>
<translation>Desbloqueie o chaveiro (em geral com a senha com que você entra no computador) e tente de novo.</translation>
</message>
<message>
<source>The keyring does not answer as it should</source>
<translation>O chaveiro não responde como deveria</translation>
</message>
<message>
<source>Nothing was changed.</source>
<translation>Nada foi alterado.</translation>
</message>
<message>
<source>Start the system's keyring program again (or log out and in), then try again.</source>
<translation>Reinicie o programa de chaveiro do sistema (ou saia da sessão e entre de novo) e tente outra vez.</translation>
</message>
<message>
<source>The keyring refused</source>
<translation>O chaveiro recusou</translation>
</message>
<message>
<source>The system or you did not allow Pluggy Desktop to use it.</source>
<translation>O sistema ou você não permitiu que o Pluggy Desktop o usasse.</translation>
</message>
<message>
<source>Try again and allow it when the system asks.</source>
<translation>Tente de novo e permita quando o sistema perguntar.</translation>
</message>
</context>
</TS>
